// The states of computed traits: how one event is added, how two states are put together, how one is taken away again.
// Adding and putting together commute, so that every order of arrival and every merge ends in the same state.

import type { Value } from '#libs/language/value.js';
import { canonicalJson } from './canonical-json.js';
import { getOwn, setOwn } from './own-property.js';
import { bringParts, combineRollups, takeParts } from './rollup.js';
import type { ComputedMemory, Scalar, TraitMemory, WindowMemory } from './trait-memory.js';
import { combineWindows, withoutCounts } from './window.js';

/** A `unique` trait keeps so many values: the first in their order, which does not depend on arrival. */
export const mostValues = 1000;

/** Prefix under which a person remembers what it adds to its account's traits. */
export const accountPrefix = 'account.';

/** Prefix under which a person remembers what it said of its account; no trait's name begins like either. */
export const saidPrefix = 'account:';

/** The state after one event alone; undefined: the event says nothing to it. */
export function stateOf(kind: 'count' | 'latest' | 'first' | 'unique', value: Value | undefined, at: number): ComputedMemory | undefined {
  if (kind === 'count') return { kind, n: 1 };
  if (value === undefined || value === null) return undefined;
  if (kind !== 'unique') return { kind, at, value };
  const values = (Array.isArray(value) ? (value as readonly Value[]) : [value]).filter(isScalar);
  return values.length === 0 ? undefined : { kind, values: sortedUnique(values) };
}

/** Two states of one trait put together. Of two kinds (the trait was redefined) the newer definition's wins. */
export function combine(standing: ComputedMemory | undefined, added: ComputedMemory): ComputedMemory {
  if (standing === undefined || standing.kind !== added.kind) return added;
  if (standing.kind === 'count') return { kind: 'count', n: standing.n + (added as typeof standing).n };
  if (isWindow(standing)) return combineWindows(standing, added as WindowMemory);
  if (standing.kind === 'sum' || standing.kind === 'best') return combineRollups(standing, added);
  if (standing.kind === 'unique' && (added as typeof standing).values.every((value) => standing.values.includes(value))) return standing;
  if (standing.kind === 'unique')
    return { kind: 'unique', values: sortedUnique([...standing.values, ...(added as typeof standing).values]) };
  const other = added as typeof standing;
  if (standing.at === other.at) return canonicalJson(standing.value) >= canonicalJson(other.value) ? standing : other;
  return standing.at > other.at === (standing.kind === 'latest') ? standing : other;
}

/** The plain value that conditions see; undefined: it depends on the moment, or on the rule, and is taken there. */
function valueOf(state: ComputedMemory): Value | undefined {
  if (state.kind === 'count') return state.n;
  if (state.kind === 'unique') return state.values;
  return state.kind === 'latest' || state.kind === 'first' ? state.value : undefined;
}

export function isWindow(state: ComputedMemory): state is WindowMemory {
  return state.kind.endsWith('_within');
}

interface Remembering {
  readonly id: string;
  readonly traits: Record<string, Value>;
  readonly memory: TraitMemory;
}

export function addState(subject: Remembering, name: string, added: ComputedMemory): void {
  const state = combine(getOwn(subject.memory.computed, name), added);
  setOwn(subject.memory.computed, name, state);
  if (name.startsWith(accountPrefix) || name.startsWith(saidPrefix)) return;
  const value = valueOf(state);
  if (value !== undefined) setOwn(subject.traits, name, value);
}

export function mergeComputed(kept: Remembering, gone: Remembering): void {
  for (const [name, state] of Object.entries(gone.memory.computed)) addState(kept, name, state);
}

/** A person joins an account: what its events say counts there from now on. */
export function bringContributions(person: Remembering, account: Remembering): void {
  for (const [name, state] of Object.entries(person.memory.computed))
    if (name.startsWith(accountPrefix)) addState(account, name.slice(accountPrefix.length), state);
  bringParts(person, account);
}

/** A person leaves for another account: its counts go with it. What the account has seen as latest, first or unique stays seen. */
export function takeContributions(person: Remembering, account: Remembering): void {
  for (const [prefixed, state] of Object.entries(person.memory.computed)) {
    if (!prefixed.startsWith(accountPrefix)) continue;
    const name = prefixed.slice(accountPrefix.length);
    const standing = getOwn(account.memory.computed, name);
    if (standing?.kind === 'count' && state.kind === 'count') addState(account, name, { kind: 'count', n: -state.n });
    else if (standing?.kind === 'count_within' && state.kind === 'count_within')
      setOwn(account.memory.computed, name, withoutCounts(standing, state));
  }
  takeParts(person, account);
}

function isScalar(value: Value): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function sortedUnique(values: readonly Scalar[]): readonly Scalar[] {
  return [...new Set(values)].sort(byText).slice(0, mostValues);
}

function byText(one: Scalar, other: Scalar): number {
  const left = JSON.stringify(one);
  const right = JSON.stringify(other);
  return left < right ? -1 : left > right ? 1 : 0;
}
