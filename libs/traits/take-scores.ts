// Takes the scores again whose reads have changed, and tells what moved: score and tier, each with the lines that gave points.

import type { Because, Change } from '#libs/audit/because.js';
import type { Value } from '#libs/language/value.js';
import type { ScoreDefinition } from '#libs/language/trait-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import { sameValue } from './canonical-json.js';
import { getOwn, setOwn } from './own-property.js';
import type { TraitSubject } from './said-traits.js';
import { takeScore } from './score.js';
import { traitIndex } from './trait-index.js';
import type { TraitInput, TraitTransition } from './trait-input.js';

export function takeScores(
  workspace: Workspace,
  kind: 'person' | 'account',
  input: TraitInput,
  changed: Set<string>,
): { readonly transitions: readonly TraitTransition[]; readonly changes: readonly Change[] } {
  const transitions: TraitTransition[] = [];
  const changes: Change[] = [];
  for (const { definition, reads, always } of traitIndex(workspace).of[kind].scores) {
    const { of, name } = definition;
    const subject = of === 'person' ? input.person : input.account;
    if (subject === null || !(always || isTouched(reads, changed))) continue;
    const scored = takeScore(definition, input.scope(), heldOf(subject, definition));
    const because = becauseOf(
      workspace,
      input,
      definition,
      scored.kind === 'scored' ? { lines: scored.lines as unknown as Value } : { missing: scored.missing },
    );
    const to: Value = scored.kind === 'scored' ? scored.score : null;
    const from = getOwn(subject.traits, name) ?? null;
    const say = (trait: string, field: string, was: Value, is: Value): void => {
      changed.add(`${of}.${trait}`);
      transitions.push({ kind: 'trait', of, id: subject.id, trait, from: was, to: is, because });
      changes.push({ subject: { kind: of, id: subject.id }, field, from: was, to: is, at: input.event.at, because });
    };
    if (!sameValue(from, to)) {
      setOwn(subject.traits, name, to);
      say(name, `score.${name}`, from, to);
    }
    if (of !== 'account' || input.account === null || definition.tiers.length === 0) continue;
    const tier = scored.kind === 'scored' ? scored.tier : null;
    const was = input.account.tier;
    if (tier === was) continue;
    input.account.tier = tier;
    say('tier', 'tier', was, tier);
  }
  return { transitions, changes };
}

function heldOf({ memory }: TraitSubject, { points }: ScoreDefinition): Record<string, number> | undefined {
  return points.some(({ fadesOver }) => fadesOver !== undefined) ? (memory.held ??= {}) : undefined;
}

function isTouched(reads: ReadonlySet<string>, changed: ReadonlySet<string>): boolean {
  for (const name of reads) if (changed.has(name)) return true;
  return false;
}

function becauseOf(
  workspace: Workspace,
  { event, byTime }: TraitInput,
  definition: ScoreDefinition,
  details: { readonly [name: string]: Value },
): Because {
  const fact = byTime === true ? {} : { event };
  return { by: 'rule', name: definition.name, ...fact, rule: { place: definition.place, version: workspace.hash }, details };
}
