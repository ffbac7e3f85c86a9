// Traits within a window of time (`within: 30d`). A window is cut into at most about 170 bins on a fixed grid; a bin remembers
// the instant of its latest event (or, for `first`, of its earliest). Bins combine in any order, and what has left the window
// is forgotten only when nothing that could come would still belong to its bin: so shuffled events end in the same value.

import type { FoldRule, Level } from '#libs/language/trait-definition.js';
import type { Value } from '#libs/language/value.js';
import { canonicalJson } from './canonical-json.js';
import type { Scalar, WindowMemory } from './trait-memory.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const grains = [minute, 5 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 6 * hour, 12 * hour, day, 3 * day, 7 * day, 28 * day];

/** A `unique` trait remembers so many values of its window: those seen last. */
const mostSeen = 1000;

/** Width of a bin (ms): of a window of a day 10 minutes, of 14 days 2 hours, of 30 days 6 hours, of a year 3 days. */
export function grainOf(within: number): number {
  return grains.findLast((grain) => grain <= within / 120) ?? minute;
}

/** The state after one event alone; undefined: the event says nothing to it. */
export function windowOf(rule: FoldRule & { readonly within: number }, value: Value | undefined, at: number): WindowMemory | undefined {
  const { kind, within } = rule;
  if (kind === 'count') return { kind: 'count_within', within, bins: [[at, 1]] };
  if (value === undefined || value === null) return undefined;
  if (kind === 'latest') return { kind: 'latest_within', within, at, value };
  if (kind === 'first') return { kind: 'first_within', within, bins: [[at, value]] };
  const scalars = (Array.isArray(value) ? (value as readonly Value[]) : [value]).filter((item) => isScalar(item));
  return scalars.length === 0 ? undefined : { kind: 'unique_within', within, seen: scalars.map((item) => [item, at] as const) };
}

/** Two states of one trait put together, on the grid of the second. */
export function combineWindows(standing: WindowMemory, added: WindowMemory): WindowMemory {
  const { within } = added;
  if (standing.kind === 'count_within' && added.kind === 'count_within')
    return { kind: 'count_within', within, bins: binned([...standing.bins, ...added.bins], within, joinCounts) };
  if (standing.kind === 'first_within' && added.kind === 'first_within')
    return { kind: 'first_within', within, bins: binned([...standing.bins, ...added.bins], within, earlier) };
  if (standing.kind === 'latest_within' && added.kind === 'latest_within') {
    const isStanding = standing.at === added.at ? canonicalJson(standing.value) >= canonicalJson(added.value) : standing.at > added.at;
    return { ...(isStanding ? standing : added), within };
  }
  if (standing.kind === 'unique_within' && added.kind === 'unique_within')
    return { kind: 'unique_within', within, seen: lastSeen([...standing.seen, ...added.seen]) };
  return added;
}

/** What a person leaves behind when it goes to another account: its counts go with it, bin by bin. */
export function withoutCounts(standing: WindowMemory, gone: WindowMemory): WindowMemory {
  if (standing.kind !== 'count_within' || gone.kind !== 'count_within') return standing;
  const { within } = standing;
  const left = new Map(gone.bins.map(([at, n]) => [binOf(at, within), n]));
  const bins = standing.bins.map(([at, n]) => [at, n - (left.get(binOf(at, within)) ?? 0)] as const).filter(([, n]) => n > 0);
  return { ...standing, bins };
}

/** Without the bins to which nothing in the window can belong any more. The same object when there are none. */
export function pruned(state: WindowMemory, now: number): WindowMemory {
  const { within } = state;
  const isOver = ([at]: readonly [number, unknown]): boolean => (binOf(at, within) + 1) * grainOf(within) + within <= now;
  if (state.kind === 'count_within') return state.bins.some(isOver) ? { ...state, bins: state.bins.filter((bin) => !isOver(bin)) } : state;
  if (state.kind === 'first_within') return state.bins.some(isOver) ? { ...state, bins: state.bins.filter((bin) => !isOver(bin)) } : state;
  if (state.kind === 'latest_within') return state;
  const seen = state.seen.filter(([, at]) => at + within > now);
  return seen.length === state.seen.length ? state : { ...state, seen };
}

/** The plain value at that moment; null: nothing in the window. */
export function valueWithin(state: WindowMemory, rule: FoldRule, now: number): Value {
  const within = rule.within ?? state.within;
  switch (state.kind) {
    case 'count_within': {
      let count = 0;
      for (const [at, n] of state.bins) if (at + within > now) count += n;
      return rule.kind === 'count' && rule.levels !== undefined ? levelOf(rule.levels, count) : count;
    }
    case 'first_within':
      return state.bins.find(([at]) => at + within > now)?.[1] ?? null;
    case 'latest_within':
      return state.at + within > now ? state.value : null;
    case 'unique_within':
      return state.seen
        .filter(([, at]) => at + within > now)
        .map(([value]) => value)
        .sort(byText);
  }
}

/** The next instant at which the value changes by time alone; Infinity: never. */
export function windowEnds(state: WindowMemory, rule: FoldRule, now: number): number {
  const within = rule.within ?? state.within;
  if (state.kind === 'latest_within') return state.at + within > now ? state.at + within : Infinity;
  const instants = (state.kind === 'unique_within' ? state.seen.map(([, at]) => at) : state.bins.map(([at]) => at))
    .map((at) => at + within)
    .filter((at) => at > now)
    .sort((one, other) => one - other);
  if (rule.kind !== 'count' || rule.levels === undefined) return instants[0] ?? Infinity;
  const level = valueWithin(state, rule, now);
  return instants.find((at) => valueWithin(state, rule, at) !== level) ?? Infinity;
}

export function levelOf(levels: readonly Level[], count: number): string | null {
  return levels.find(({ from }) => count >= from)?.level ?? null;
}

function binOf(at: number, within: number): number {
  return Math.floor(at / grainOf(within));
}

type Bin<Item> = readonly [number, Item];

/** One bin for each place of the grid, in the order of time. */
function binned<Item>(
  bins: readonly Bin<Item>[],
  within: number,
  join: (one: Bin<Item>, other: Bin<Item>) => Bin<Item>,
): readonly Bin<Item>[] {
  const places = new Map<number, Bin<Item>>();
  for (const bin of bins) {
    const place = binOf(bin[0], within);
    const there = places.get(place);
    places.set(place, there === undefined ? bin : join(there, bin));
  }
  return [...places.values()].sort(([one], [other]) => one - other);
}

function joinCounts([at, n]: Bin<number>, [other, more]: Bin<number>): Bin<number> {
  return [Math.max(at, other), n + more];
}

function earlier(one: Bin<Value>, other: Bin<Value>): Bin<Value> {
  if (one[0] !== other[0]) return one[0] < other[0] ? one : other;
  return canonicalJson(one[1]) >= canonicalJson(other[1]) ? one : other;
}

function lastSeen(seen: readonly (readonly [Scalar, number])[]): readonly (readonly [Scalar, number])[] {
  const latest = new Map<Scalar, number>();
  for (const [value, at] of seen) latest.set(value, Math.max(latest.get(value) ?? at, at));
  return [...latest].sort(([one, at], [other, later]) => later - at || byText(one, other)).slice(0, mostSeen);
}

function isScalar(value: Value): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function byText(one: Scalar, other: Scalar): number {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  return left < right ? -1 : left > right ? 1 : 0;
}
