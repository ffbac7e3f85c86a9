// What an event does to the traits of its person and its account: raw traits, computed traits, formulas, scores and tiers.
// Each is a fold over the events' own time, so that every order of arrival ends in the same values.

import type { Because } from '#libs/audit/because.js';
import type { Value } from '#libs/language/value.js';
import type { TraitDefinition } from '#libs/language/trait-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import { sameValue } from './canonical-json.js';
import { accountPrefix, addState, stateOf } from './computed-memory.js';
import { getOwn, setOwn } from './own-property.js';
import { refuse, sayForAccount, sayTrait, type TraitSubject } from './said-traits.js';
import { takeScores } from './take-scores.js';
import { traitIndex } from './trait-index.js';
import type { AbsorbedTraits, TraitInput, TraitTransition } from './trait-input.js';

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
    transitions.push({ of, id: subject.id, trait, from, to, because: becauseOf(workspace, event, trait, definition) });
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

  if (input.isCounted) for (const definition of index.byEvent.get(event.name) ?? []) compute(definition, input, moved);

  for (const { definition, reads } of index.formulas) {
    const subject = definition.of === 'person' ? person : account;
    if (subject === null || definition.rule.kind !== 'formula' || !isTouched(reads, changed, getOwn(subject.traits, definition.name)))
      continue;
    const from = getOwn(subject.traits, definition.name) ?? null;
    const to = definition.rule.value.evaluate(input.scope()) ?? null;
    if (sameValue(from, to)) continue;
    setOwn(subject.traits, definition.name, to);
    moved(definition.of, subject, definition.name, from, definition);
  }

  const scored = takeScores(workspace, input, changed);
  return { transitions: [...transitions, ...scored.transitions], changes: scored.changes, notes };
}

/** A trait of the account that a person's event feeds is remembered by the person too, so that it can be brought along. */
function compute(
  definition: TraitDefinition,
  input: TraitInput,
  moved: (of: 'person' | 'account', subject: TraitSubject, trait: string, from: Value, definition: TraitDefinition) => void,
): void {
  const { of, name, rule } = definition;
  if (rule.kind === 'formula') return;
  const scope = input.scope();
  if (rule.if !== undefined && rule.if.holds(scope) !== true) return;
  const state = stateOf(rule.kind, rule.kind === 'count' ? undefined : rule.value.evaluate(scope), input.event.at);
  if (state === undefined) return;
  if (of === 'account' && input.person !== null && !input.direct) addState(input.person, accountPrefix + name, state);
  const subject = of === 'person' ? input.person : input.account;
  if (subject === null) return;
  const from = getOwn(subject.traits, name) ?? null;
  addState(subject, name, state);
  moved(of, subject, name, from, definition);
}

function isTouched(reads: ReadonlySet<string>, changed: ReadonlySet<string>, standing: Value | undefined): boolean {
  // A formula nobody has taken yet, as when it is new in the workspace.
  if (standing === undefined) return true;
  for (const name of reads) if (changed.has(name)) return true;
  return false;
}

function becauseOf(workspace: Workspace, event: TraitInput['event'], trait: string, definition: TraitDefinition | undefined): Because {
  const rule = definition === undefined ? {} : { rule: { place: definition.place, version: workspace.hash } };
  return { by: definition === undefined ? 'system' : 'rule', name: definition === undefined ? event.name : trait, event, ...rule };
}
