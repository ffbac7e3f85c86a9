// Points and tiers: every line that gave points is kept with the values it saw, so that a score can be checked by who doubts it.

import type { SeenValue } from '#libs/language/expression.js';
import type { Place } from '#libs/language/place.js';
import type { Scope, ScopeName } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { ScoreDefinition, ScoreLine } from '#libs/language/trait-definition.js';
import { endOf, faded } from './fade.js';
import { getOwn } from './own-property.js';

export type Scored =
  /** Names that are required and not known: held instead of guessed. */
  | { readonly kind: 'incomplete'; readonly missing: readonly string[] }
  | {
      readonly kind: 'scored';
      readonly score: number;
      readonly tier: string | null;
      readonly tierPlace: Place | null;
      readonly lines: readonly LineGiven[];
    };

export interface LineGiven {
  readonly points: number;
  /** What the file says: its `because`, else its condition. */
  readonly because: string;
  readonly line: number;
  /** Dotted name → the value it held then; null: unknown. */
  readonly saw: Readonly<Record<string, Value>>;
  /** Of points that go down: when their condition ended (epoch ms). */
  readonly fading_since?: number;
}

/**
 * @param scope of the subject, without `score`
 * @param held of the subject's memory, for the lines that fade; it is changed
 */
export function takeScore(definition: ScoreDefinition, scope: Scope, held: Record<string, number> = {}): Scored {
  const missing = definition.requires.filter((name) => (read(scope, name) ?? null) === null);
  if (missing.length > 0) return { kind: 'incomplete', missing };
  const lines = definition.points
    .map((line, place) => give(line, scope, held, `${definition.name}:${place}`))
    .filter((line) => line !== null);
  const score = lines.reduce((sum, { points }) => sum + points, 0);
  const withScore = { ...scope, score };
  const tier = definition.tiers.find((one) => one.if === undefined || one.if.holds(withScore) === true);
  return { kind: 'scored', score, tier: tier?.tier ?? null, tierPlace: tier?.place ?? null, lines };
}

function give(line: ScoreLine, scope: Scope, held: Record<string, number>, key: string): LineGiven | null {
  const isMet = line.if === undefined || line.if.holds(scope) === true;
  const since = line.fadesOver === undefined ? undefined : endOf(line, isMet, scope, held, key);
  if (!isMet && since === undefined) return null;
  const times = line.each === undefined ? 1 : timesOf(line.each.evaluate(scope), line.upTo);
  const points = since === undefined ? line.give * times : faded(line, line.give * times, since, scope.now);
  if (points === 0) return null;
  const saw: Record<string, Value> = {};
  for (const { name, value } of line.if?.trace(scope).parts.flatMap((part) => part.saw) ?? ([] as readonly SeenValue[]))
    saw[name] = value ?? null;
  for (const name of line.each?.reads ?? []) saw[name] = read(scope, name) ?? null;
  return {
    points,
    because: line.because ?? line.if?.source ?? line.each?.source ?? 'always',
    line: line.place.line,
    saw,
    ...(since === undefined ? {} : { fading_since: since }),
  };
}

/** A list counts its members; what is unknown or not above zero gives nothing. */
function timesOf(value: Value | undefined, upTo: number | undefined): number {
  const times = Array.isArray(value) ? value.length : Number(value ?? 0);
  return Number.isFinite(times) ? Math.max(0, Math.min(times, upTo ?? times)) : 0;
}

/** `account.contact.email`; undefined: not known. */
function read(scope: Scope, name: string): Value | undefined {
  const [root = '', member = '', ...rest] = name.split('.');
  const facts = scope[root as Exclude<ScopeName, 'score'>];
  if (facts === undefined) return undefined;
  let value = getOwn(facts.own, member) ?? getOwn(facts.traits, member);
  for (const inner of rest) {
    if (value == null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = getOwn(value as { readonly [name: string]: Value }, inner);
  }
  return value;
}
