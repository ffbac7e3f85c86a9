// When may time alone change something of a subject next? Kept in its memory and as a row of `trait_due`. A row that is earlier
// than it need be stays: the timer finds nothing then and puts it right, which costs less than to move it with every fact.

import type { Workspace } from '#libs/language/workspace.js';
import { isWindow } from './computed-memory.js';
import { endOf, nextStep } from './fade.js';
import { getOwn } from './own-property.js';
import { traitIndex } from './trait-index.js';
import type { TraitDue, TraitInput } from './trait-input.js';
import { windowEnds } from './window.js';

/** Changes the memory of the subject. @returns null: the row is right as it is */
export function takeDue(workspace: Workspace, kind: 'person' | 'account', input: TraitInput): TraitDue | null {
  const subject = kind === 'person' ? input.person : input.account;
  if (subject === null) return null;
  const { memory, id } = subject;
  const standing = memory.due;
  if (!traitIndex(workspace).of[kind].isTimed && standing === undefined) return null;
  const { now } = input.scope();
  const next = nextDue(workspace, kind, input, now);
  if (standing === undefined ? next === Infinity : standing > now && standing <= next) return null;
  if (next === Infinity) delete memory.due;
  else memory.due = next;
  return { kind, id, dueAt: next === Infinity ? null : next };
}

function nextDue(workspace: Workspace, kind: 'person' | 'account', input: TraitInput, now: number): number {
  const index = traitIndex(workspace);
  const { windows, formulas, scores, audiences } = index.of[kind];
  const subject = (kind === 'person' ? input.person : input.account)!;
  const scope = input.scope();
  let next = Infinity;
  const at = (instant: number | undefined): void => {
    if (instant !== undefined && instant > now && instant < next) next = instant;
  };
  for (const { name, rule } of windows) {
    const state = getOwn(subject.memory.computed, name);
    if (state !== undefined && isWindow(state) && 'within' in rule) at(windowEnds(state, rule, now));
  }
  for (const { definition } of formulas) if (definition.rule.kind === 'formula') at(definition.rule.value.changesAt?.(scope));
  for (const { definition } of audiences) if (definition.rule.kind === 'audience') at(definition.rule.if.changesAt?.(scope));
  if (kind === 'person')
    for (const { rule } of index.rollups) {
      if (rule.kind !== 'rollup') continue;
      at(rule.if?.changesAt?.(scope));
      at(rule.value?.changesAt?.(scope));
    }
  for (const { definition } of scores) {
    const withScore = { ...scope, score: Number(getOwn(subject.traits, definition.name) ?? 0) };
    for (const { if: condition } of definition.tiers) at(condition?.changesAt?.(withScore));
    for (const [place, line] of definition.points.entries()) {
      at(line.if?.changesAt?.(scope));
      at(line.each?.changesAt?.(scope));
      if (line.fadesOver === undefined) continue;
      const held = { ...subject.memory.held };
      const since = endOf(line, line.if?.holds(scope) === true, scope, held, `${definition.name}:${place}`);
      if (since !== undefined) at(nextStep(line, since, now));
    }
  }
  return next;
}
