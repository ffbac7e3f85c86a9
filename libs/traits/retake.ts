// What a workspace would make of a subject as it stands: its formulas, scores and tier taken again, the subject untouched.

import type { Value } from '#libs/language/value.js';
import type { Facts, Scope } from '#libs/language/scope.js';
import type { Workspace } from '#libs/language/workspace.js';
import { sameValue } from './canonical-json.js';
import { getOwn, setOwn } from './own-property.js';
import { takeScore } from './score.js';
import { traitIndex } from './trait-index.js';

export interface Retaken {
  /** A score's name, or `tier`. */
  readonly name: string;
  readonly from: Value;
  readonly to: Value;
}

/**
 * Scores and tier that would become another at the subject's next fact.
 * @param facts the subject's own, as conditions see them; its traits are copied, not changed
 * @param around the rest of the scope
 */
export function retake(workspace: Workspace, of: 'person' | 'account', facts: Facts, around: Scope): readonly Retaken[] {
  const traits = { ...facts.traits } as Record<string, Value>;
  const scope: Scope = { ...around, [of]: { own: facts.own, traits } };
  const { formulas, scores } = traitIndex(workspace).of[of];
  for (const { definition } of formulas)
    if (definition.rule.kind === 'formula') setOwn(traits, definition.name, definition.rule.value.evaluate(scope) ?? null);
  const changed: Retaken[] = [];
  const add = (name: string, from: Value, to: Value): void => {
    if (!sameValue(from, to)) changed.push({ name, from, to });
  };
  for (const { definition } of scores) {
    const scored = takeScore(definition, scope);
    const from = getOwn(facts.traits, definition.name) ?? null;
    add(definition.name, from, scored.kind === 'scored' ? scored.score : null);
    if (of === 'account' && definition.tiers.length > 0)
      add('tier', facts.own['tier'] ?? null, scored.kind === 'scored' ? scored.tier : null);
  }
  return changed;
}
