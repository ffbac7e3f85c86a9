// The scores of a subject with the lines that gave points, as the audit has them.

import type { ScoreDefinition } from '#libs/language/trait-definition.js';
import type { Value } from '#libs/language/value.js';

export interface ToldScore {
  readonly name: string;
  readonly value: number | null;
  readonly at: string;
  readonly missing: readonly unknown[];
  readonly lines: readonly unknown[];
  readonly file: string | null;
}

interface Row {
  readonly field: string;
  readonly at: Date;
  readonly details: Readonly<Record<string, unknown>> | null;
}

/** A score that has never been anything is not told: nothing was ever decided about it. */
export function tellScores(
  rows: readonly Row[],
  traits: Readonly<Record<string, Value>>,
  definitions: readonly Pick<ScoreDefinition, 'name' | 'of' | 'place'>[],
  of: 'person' | 'account',
): readonly ToldScore[] {
  return rows.flatMap(({ field, at, details }) => {
    if (!field.startsWith('score.')) return [];
    const name = field.slice('score.'.length);
    const value = Object.hasOwn(traits, name) ? traits[name] : null;
    const definition = definitions.find((one) => one.name === name && one.of === of);
    const listOf = (key: string): readonly unknown[] => (Array.isArray(details?.[key]) ? (details[key] as unknown[]) : []);
    return [
      {
        name,
        value: typeof value === 'number' ? value : null,
        at: at.toISOString(),
        missing: listOf('missing'),
        lines: listOf('lines'),
        file: definition?.place.file ?? null,
      },
    ];
  });
}
