// What an event does to the traits of its person and its account: raw traits, computed traits, formulas, scores and tiers.
// Each is a fold over the events' own time, so that every order of arrival ends in the same values. Time alone goes the same way.

import type { Because, Change } from '#libs/audit/because.js';
import type { Value } from '#libs/language/value.js';
import type { TraitDefinition } from '#libs/language/trait-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import { sameValue } from './canonical-json.js';
import { accountPrefix, addState, isWindow, stateOf } from './computed-memory.js';
import { takeDue } from './next-due.js';
import { getOwn, setOwn } from './own-property.js';
import { refuse, sayForAccount, sayTrait, type TraitSubject } from './said-traits.js';
import { rollupValue, takePart } from './rollup.js';
import { takeScores } from './take-scores.js';
import { type Fed, traitIndex } from './trait-index.js';
import type { AbsorbedTraits, TraitInput, TraitTransition } from './trait-input.js';
import { pruned, valueWithin, windowOf } from './window.js';

/** Changes the subjects in place. Never throws: an expression that cannot be computed is unknown. */
export function absorbTraits(workspace: Workspace, input: TraitInput): AbsorbedTraits {
  const index = traitIndex(workspace);
  const { person, account, event } = input;
  const transitions: TraitTransition[] = [];
  const notes: string[] = [];
  const changed = new Set(input.changedMembers);
  const moved = (of: 'person' | 'account', subject: TraitSubject, trait: string, from: Value, definition?: TraitDefinition): void => {
    const to = getOwn(subject.traits, trait) ?? null;
    if (sameValue(from, to)) return;
    changed.add(`${of}.${trait}`);
    transitions.push({ kind: 'trait', of, id: subject.id, trait, from, to, because: becauseOf(workspace, input, trait, definition) });
  };

  for (const [of, subject, traits, before] of [
    ['person', person, input.personTraits, input.before?.person],
    ['account', account, input.accountTraits, input.before?.account],
  ] as const) {
    if (subject === null) continue;
    if (before !== undefined)
      for (const name of new Set([...Object.keys(before), ...Object.keys(subject.traits)]))
        moved(of, subject, name, getOwn(before, name) ?? null);
    for (const name of Object.keys(traits)) {
      if (index.reserved.has(`${of}.${name}`)) {
        const refused = refuse(name.slice(0, 100), 'is computed by this workspace and cannot be said');
        if (refused.kind === 'refused') notes.push(refused.note);
        continue;
      }
      const said = sayTrait(subject, name, getOwn(traits, name) ?? null, event.at, event.source);
      if (said.kind === 'refused') notes.push(said.note);
      else if (said.kind === 'changed') moved(of, subject, said.name, said.from);
    }
  }

  if (person !== null && !input.direct)
    for (const name of Object.keys(input.accountTraits)) {
      if (index.reserved.has(`account.${name}`)) continue;
      const note = sayForAccount(person, name, getOwn(input.accountTraits, name) ?? null, event.at, event.source);
      if (note !== undefined) notes.push(note);
    }

  if (input.isCounted) for (const fed of index.byEvent.get(event.name) ?? []) compute(fed, input, moved);

  const changes: Change[] = [];
  for (const kind of ['person', 'account'] as const) {
    const subject = kind === 'person' ? person : account;
    if (subject === null) continue;
    const { windows, formulas, audiences } = index.of[kind];
    for (const definition of windows) refreshWindow(definition, subject, input, moved);
    for (const { definition, reads, always } of formulas) {
      const standing = getOwn(subject.traits, definition.name);
      if (definition.rule.kind !== 'formula' || !(always || isTouched(reads, changed, standing))) continue;
      const to = definition.rule.value.evaluate(input.scope()) ?? null;
      if (sameValue(standing ?? null, to)) continue;
      setOwn(subject.traits, definition.name, to);
      moved(kind, subject, definition.name, standing ?? null, definition);
    }
    const scored = takeScores(workspace, kind, input, changed);
    transitions.push(...scored.transitions);
    changes.push(...scored.changes);
    for (const { definition, reads, always } of audiences) {
      const standing = getOwn(subject.traits, definition.name);
      if (definition.rule.kind !== 'audience' || !(always || isTouched(reads, changed, standing))) continue;
      const to = definition.rule.if.holds(input.scope()) === true;
      if (standing === to) continue;
      setOwn(subject.traits, definition.name, to);
      // Who was there before the audience was is in it or not, and has not entered it.
      if (standing === undefined && (!to || input.newcomers?.[kind] !== true)) continue;
      moved(kind, subject, definition.name, standing ?? false, definition);
    }
    if (kind === 'person')
      for (const definition of index.rollups) {
        // A fact may name another account than its person's.
        const home = account !== null && person!.accountId === account.id ? account : null;
        const from = getOwn(home?.traits ?? {}, definition.name) ?? null;
        takePart(definition, person!, home, input.scope());
        if (home !== null) moved('account', home, definition.name, from, definition);
      }
  }
  const dues = [takeDue(workspace, 'person', input), takeDue(workspace, 'account', input)].filter((due) => due !== null);
  return { transitions, changes, notes, dues };
}

type Moved = (of: 'person' | 'account', subject: TraitSubject, trait: string, from: Value, definition: TraitDefinition) => void;

/** A trait of the account that a person's event feeds is remembered by the person too, so that it can be brought along. */
function compute({ definition, rule }: Fed, input: TraitInput, moved: Moved): void {
  const { of, name } = definition;
  const scope = input.scope();
  if (rule.if !== undefined && rule.if.holds(scope) !== true) return;
  const value = rule.kind === 'count' ? undefined : rule.value.evaluate(scope);
  const { within } = rule;
  const state = within === undefined ? stateOf(rule.kind, value, input.event.at) : windowOf({ ...rule, within }, value, input.event.at);
  if (state === undefined) return;
  if (of === 'account' && input.person !== null && !input.direct) {
    addState(input.person, accountPrefix + name, state);
    forgetOld(input.person, accountPrefix + name, scope.now);
  }
  const subject = of === 'person' ? input.person : input.account;
  if (subject === null) return;
  const from = getOwn(subject.traits, name) ?? null;
  addState(subject, name, state);
  forgetOld(subject, name, scope.now);
  // The value in a window depends on the moment: it is taken with the others.
  if (within === undefined) moved(of, subject, name, from, definition);
}

function forgetOld({ memory }: TraitSubject, name: string, now: number): void {
  const state = getOwn(memory.computed, name);
  if (state !== undefined && isWindow(state)) setOwn(memory.computed, name, pruned(state, now));
}

function refreshWindow(definition: TraitDefinition, subject: TraitSubject, input: TraitInput, moved: Moved): void {
  const { of, name, rule } = definition;
  const state = getOwn(subject.memory.computed, name);
  // What was never seen is unknown, and no zero: nobody slips away who was never there.
  if (state === undefined) return;
  const to =
    rule.kind === 'rollup'
      ? rollupValue(state, rule.take)
      : isWindow(state) && 'within' in rule
        ? valueWithin(state, rule, input.scope().now)
        : undefined;
  const from = getOwn(subject.traits, name) ?? null;
  if (to === undefined || sameValue(from, to)) return;
  setOwn(subject.traits, name, to);
  moved(of, subject, name, from, definition);
}

function isTouched(reads: ReadonlySet<string>, changed: ReadonlySet<string>, standing: Value | undefined): boolean {
  // A formula nobody has taken yet, as when it is new in the workspace.
  if (standing === undefined) return true;
  for (const name of reads) if (changed.has(name)) return true;
  return false;
}

function becauseOf(workspace: Workspace, { event, byTime }: TraitInput, trait: string, definition: TraitDefinition | undefined): Because {
  const rule = definition === undefined ? {} : { rule: { place: definition.place, version: workspace.hash } };
  const fact = byTime === true ? {} : { event };
  return { by: definition === undefined ? 'system' : 'rule', name: definition === undefined ? event.name : trait, ...fact, ...rule };
}
