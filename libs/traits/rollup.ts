// What an account has from its people (`rollup: count, of: person`). Each person remembers what it adds; the account keeps the
// sum of that, or the best of it by person. A person that changes, comes, goes or is merged takes its part along.

import type { RollupRule, RollupTake, TraitDefinition } from '#libs/language/trait-definition.js';
import type { Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import { canonicalJson, sameValue } from './canonical-json.js';
import { getOwn, setOwn } from './own-property.js';
import type { ComputedMemory, Ranked, RollupPart, TraitMemory } from './trait-memory.js';

/** An account remembers so many people's parts of a min, max, earliest or latest: the best. */
export const mostRanked = 100;

interface Remembering {
  readonly id: string;
  readonly traits: Record<string, Value>;
  readonly memory: TraitMemory;
}

/** What this person adds now; undefined: nothing. */
export function partOf(rule: RollupRule, person: Remembering, scope: Scope): RollupPart | undefined {
  if (rule.if !== undefined && rule.if.holds(scope) !== true) return undefined;
  if (rule.value === undefined) return [rule.take, 0, 1];
  const value = rule.value.evaluate(scope);
  if (value === undefined || value === null) return undefined;
  const rank = rule.by?.kind === 'trait' ? timeOf(person.memory, rule.by.name) : Number(value);
  if (rank === undefined || (rule.take !== 'sum' && !Number.isFinite(rank))) return undefined;
  return [rule.take, rule.take === 'sum' ? 0 : rank, value];
}

/** Changes the person and, when it is of one, its account. @returns whether its part is another one now */
export function takePart({ name, rule }: TraitDefinition, person: Remembering, account: Remembering | null, scope: Scope): boolean {
  if (rule.kind !== 'rollup') return false;
  const part = partOf(rule, person, scope);
  const standing = getOwn(person.memory.parts ?? {}, name);
  const isSame = sameValue(part, standing);
  if (account !== null && (!isSame || getOwn(account.memory.computed, name) === undefined))
    movePart(account, name, rule.take, person.id, standing, part);
  if (isSame) return false;
  const parts = (person.memory.parts ??= {});
  if (part === undefined) delete parts[name];
  else setOwn(parts, name, part);
  return true;
}

export function bringParts(person: Remembering, account: Remembering): void {
  for (const [name, part] of Object.entries(person.memory.parts ?? {})) movePart(account, name, part[0], person.id, undefined, part);
}

export function takeParts(person: Remembering, account: Remembering): void {
  for (const [name, part] of Object.entries(person.memory.parts ?? {})) movePart(account, name, part[0], person.id, part, undefined);
}

function movePart(
  account: Remembering,
  name: string,
  take: RollupTake,
  personId: string,
  from: RollupPart | undefined,
  to: RollupPart | undefined,
): void {
  const none = emptyRollup(take);
  const kept = getOwn(account.memory.computed, name);
  let state = kept?.kind === none.kind && (kept.kind !== 'best' || (none.kind === 'best' && kept.isLeast === none.isLeast)) ? kept : none;
  if (from !== undefined && state === kept) state = without(state, personId, from);
  if (to !== undefined) state = combineRollups(state, alone(personId, to));
  setOwn(account.memory.computed, name, state);
  setOwn(account.traits, name, rollupValue(state, take));
}

export function combineRollups(one: ComputedMemory, other: ComputedMemory): ComputedMemory {
  if (one.kind === 'sum' && other.kind === 'sum') {
    const sums: Record<string, number> = { ...one.sums };
    for (const [unit, amount] of Object.entries(other.sums)) sums[unit] = (sums[unit] ?? 0) + amount;
    return { kind: 'sum', n: one.n + other.n, sums };
  }
  if (one.kind === 'best' && other.kind === 'best' && one.isLeast === other.isLeast)
    return { ...one, best: ranked([...one.best, ...other.best], one.isLeast) };
  return other;
}

export function rollupValue(state: ComputedMemory, take: RollupTake): Value {
  if (state.kind === 'best') return state.best[0]?.[2] ?? null;
  if (state.kind !== 'sum') return null;
  if (take === 'count') return state.n;
  const [first, ...others] = Object.entries(state.sums).filter(([, amount]) => amount !== 0);
  // Two currencies are never added up.
  if (others.length > 0) return null;
  const [unit, amount] = first ?? Object.entries(state.sums)[0] ?? ['', 0];
  return unit === '' ? rounded(amount) : { amount: rounded(amount), currency: unit };
}

function emptyRollup(take: RollupTake): ComputedMemory {
  if (take === 'count' || take === 'sum') return { kind: 'sum', n: 0, sums: {} };
  return { kind: 'best', isLeast: take === 'min' || take === 'earliest', best: [] };
}

function alone(personId: string, [take, rank, value]: RollupPart): ComputedMemory {
  const none = emptyRollup(take);
  if (none.kind === 'best') return { ...none, best: [[personId, rank, value]] };
  return { kind: 'sum', n: 1, sums: take === 'sum' ? amountOf(value) : {} };
}

function without(state: ComputedMemory, personId: string, [take, , value]: RollupPart): ComputedMemory {
  if (state.kind === 'best') return { ...state, best: state.best.filter(([id]) => id !== personId) };
  if (state.kind !== 'sum') return state;
  const sums: Record<string, number> = { ...state.sums };
  if (take === 'sum') for (const [unit, amount] of Object.entries(amountOf(value))) sums[unit] = (sums[unit] ?? 0) - amount;
  return { kind: 'sum', n: state.n - 1, sums };
}

function amountOf(value: Value): Record<string, number> {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const { amount, currency } = value as { readonly [name: string]: Value };
    return typeof currency === 'string' ? { [currency]: Number(amount) } : {};
  }
  return { '': Number(value) };
}

function ranked(parts: readonly Ranked[], isLeast: boolean): readonly Ranked[] {
  const byPerson = new Map(parts.map((part) => [part[0], part]));
  return [...byPerson.values()]
    .sort((one, other) => (isLeast ? one[1] - other[1] : other[1] - one[1]) || compare(textOf(one), textOf(other)))
    .slice(0, mostRanked);
}

function textOf([personId, , value]: Ranked): string {
  return `${canonicalJson(value)} ${personId}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** When the fact behind a trait happened. */
function timeOf({ computed, said }: TraitMemory, name: string): number | undefined {
  const state = getOwn(computed, name);
  return state !== undefined && 'at' in state ? state.at : getOwn(said, name)?.[0];
}

/** What adding and taking away left behind in the last digits of a double is cut off. */
function rounded(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
