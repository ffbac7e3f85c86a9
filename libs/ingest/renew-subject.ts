// A subject under a version of the workspace that is new, pure: its traits, scores, tier and audiences are taken anew, and nothing
// follows from it, because what is so by a new definition has not become so. Whom a plan was told to enrol is told by it.

import type { RunTrigger } from '#libs/engine/run.js';
import { stringifyJson } from '#libs/language/json.js';
import { audienceTrait } from '#libs/language/trait-definition.js';
import type { Value } from '#libs/language/value.js';
import type { Trigger, Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { liveAccount, livePerson } from '#libs/people/people-slice.js';
import type { Start } from '#libs/runs/index-triggers.js';
import { absorbTraits } from '#libs/traits/absorb-traits.js';
import { getOwn } from '#libs/traits/own-property.js';
import { traitIndex } from '#libs/traits/trait-index.js';
import type { Pass } from '#libs/workspaces/pass-of.js';
import { renewAudiences } from './deal-audiences.js';
import { ownFact } from './own-fact.js';
import { aboutDeal, aboutNow, scopeOf } from './scope-of.js';
import type { About } from './todo.js';
import type { WorkingSet } from './working-set.js';

/** What a run has for its trigger that began because it was met already when a version was applied. */
export const workspaceApplied = 'workspace.applied';

export interface RenewedSubject {
  readonly kind: 'person' | 'account' | 'deal';
  readonly id: string;
}

/** A workflow whose beginning a subject meets, and its other conditions not asked yet. */
export interface Met {
  readonly start: Start;
  readonly about: About;
  readonly fact: RunTrigger;
}

/** Changes the set; nothing is on its list by it. @returns what it may begin, each workflow once */
export function renewSubject(set: WorkingSet, { renews, enrols }: Pass, { kind, id }: RenewedSubject, now: number): readonly Met[] {
  const standing = valuesOf(set, kind, id);
  if (renews && kind === 'deal') renewAudiences(set, id, now);
  else if (renews && kind !== 'deal') renew(set, kind, id, now);
  const fact = ownFact(workspaceApplied, now);
  const met: Met[] = [];
  for (const { workflow: name, how } of enrols) {
    const workflow = set.workspace.workflows.get(name);
    const about = workflow === undefined ? null : kind === 'deal' ? aboutDeal(set, id) : aboutNow(set, kind, id).about;
    const trigger = workflow?.when.find((one) => isMetBy(set, one, kind, id) && (how === 'met' || !isIn(one, standing)));
    if (workflow !== undefined && about !== null && trigger !== undefined) met.push({ start: { workflow, trigger }, about, fact });
  }
  return met;
}

/** What a store looks for, so that not everybody has to be loaded; `of` says whose the values are. */
export interface MetBy {
  readonly of: RenewedSubject['kind'];
  /** `tier`, `stage` or a trait. */
  readonly name: string;
  readonly values: readonly string[];
}

/** Null: all of them are to be looked at. */
export function lookedFor({ renews }: Pass, kind: RenewedSubject['kind'], { dealAudiences }: Workspace, workflows: readonly Workflow[]) {
  return renews && (kind !== 'deal' || dealAudiences.length > 0) ? null : metBy(workflows);
}

function metBy(workflows: readonly Workflow[]): readonly MetBy[] {
  return workflows.flatMap(({ when }) =>
    when.flatMap((trigger): MetBy[] =>
      trigger.kind === 'stage'
        ? [{ of: 'deal', name: 'stage', values: [trigger.stage] }]
        : trigger.kind === 'trait' && isState(trigger)
          ? [{ of: trigger.of, name: trigger.trait, values: trigger.becomes.map(String) }]
          : [],
    ),
  );
}

function renew(set: WorkingSet, kind: 'person' | 'account', id: string, now: number): void {
  const { person, account, about } = aboutNow(set, kind, id);
  const subject = kind === 'person' ? person : account;
  if (subject === null || subject.id !== id) return;
  const texts = [person, account].map(textOf);
  const { changes, dues } = absorbTraits(set.workspace, {
    person,
    account,
    direct: person === null,
    event: { id: '0', name: workspaceApplied, at: now, source: 'millrace' },
    byTime: true,
    personTraits: {},
    accountTraits: {},
    isCounted: false,
    changedMembers: readBy(set),
    scope: () => scopeOf(set, about, now),
  });
  if (person !== null && textOf(person) !== texts[0]) set.people.dirtyPersons.add(person.id);
  if (account !== null && textOf(account) !== texts[1]) set.people.dirtyAccounts.add(account.id);
  set.changes.push(...changes);
  set.dues.push(...dues);
}

/** Everything that a definition reads: each is taken again. */
export function readBy({ workspace }: Pick<WorkingSet, 'workspace'>): readonly string[] {
  const { of } = traitIndex(workspace);
  return [of.person, of.account].flatMap(({ formulas, scores, audiences }) =>
    [...formulas, ...scores, ...audiences].flatMap(({ reads }) => [...reads]),
  );
}

function textOf(subject: { readonly traits: unknown; readonly memory: unknown; readonly tier?: string | null } | null): string {
  return subject === null ? '' : stringifyJson([subject.traits, subject.memory, subject.tier ?? null] as Value);
}

type Values = (name: string) => Value;

/** As they stand now, whatever becomes of them. */
function valuesOf({ people, deals }: WorkingSet, kind: RenewedSubject['kind'], id: string): Values {
  if (kind === 'deal') {
    const isIn = { ...deals.audiences.get(id)?.isIn };
    return (name) => isIn[name] ?? null;
  }
  const subject = kind === 'person' ? livePerson(people, id) : liveAccount(people, id);
  const traits = { ...subject?.traits };
  const tier = kind === 'account' ? (liveAccount(people, id)?.tier ?? null) : null;
  return (name) => (name === 'tier' && kind === 'account' ? tier : (getOwn(traits, name) ?? null));
}

function isMetBy(set: WorkingSet, trigger: Trigger, kind: RenewedSubject['kind'], id: string): boolean {
  if (trigger.kind === 'stage') return kind === 'deal' && set.deals.deals.get(id)?.stage === trigger.stage;
  return trigger.kind === 'trait' && trigger.of === kind && isState(trigger) && isIn(trigger, valuesOf(set, kind, id));
}

function isIn(trigger: Trigger, values: Values): boolean {
  return trigger.kind === 'trait' && (trigger.becomes as readonly Value[]).includes(values(trigger.trait));
}

/** To leave an audience is a moment: nobody who is outside has left it. */
function isState(trigger: Trigger & { readonly kind: 'trait' }): boolean {
  return !(trigger.trait.startsWith(audienceTrait('')) && trigger.becomes.every((value) => value === false));
}
