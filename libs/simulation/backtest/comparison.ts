// Two replays of the same events, today's and the changed workspace's, against each other: what the one did and the other did
// not, counted, with examples and reasons. What both did, if at another time, is no difference.

import type { Happened } from './happened.js';
import { kinds } from './happened.js';
import { type BacktestReport, type Difference, type Example, type Pair, type RepRow, weekOf } from './report.js';
import type { PageOutcome, Standing } from './side.js';

export interface ComparisonOptions {
  /** Only what this workflow did. */
  readonly workflow?: string;
  /** Rep → open deals at once, where team.yaml sets a limit. */
  readonly capacity: ReadonlyMap<string, number>;
  /** Of each difference. */
  readonly examples?: number;
}

/** So many differences are looked at one by one; beyond them they are only counted. */
const mostOpen = 300_000;

interface Load {
  readonly open: number;
  readonly peak: number;
}

interface Open {
  /** Over 0: the changed workspace did it so many times more. */
  n: number;
  readonly item: Happened;
  readonly otherwise: string | null;
}

export class Comparison {
  private readonly open = new Map<string, Open>();
  private uncounted = 0;
  private readonly counts = new Map<string, [number, number]>();

  constructor(private readonly options: ComparisonOptions) {}

  page(today: PageOutcome, changed: PageOutcome): void {
    const refusals = [new Map(today.refused), new Map(changed.refused)] as const;
    for (const item of today.happened) this.take(item, 0, refusals[1]);
    for (const item of changed.happened) this.take(item, 1, refusals[0]);
  }

  report(
    about: Pick<BacktestReport, 'from' | 'to' | 'events' | 'today' | 'changed'>,
    [today, changed]: readonly [Standing, Standing],
  ): BacktestReport {
    return {
      version: 1,
      ...about,
      workflow: this.options.workflow ?? null,
      totals: kinds.map((kind) => ({ kind, count: this.count('kind', kind) })),
      workflows: this.names('enrolled', 'mailed')
        .map((workflow) => ({ workflow, enrolled: this.count('enrolled', workflow), mailed: this.count('mailed', workflow) }))
        .filter(({ workflow }) => workflow !== ''),
      tiers: tiersOf(today, changed),
      reps: this.reps(today, changed),
      weeks: this.names('week').map((week) => ({
        week,
        counts: kinds.map((kind) => ({ kind, count: this.count(`week ${kind}`, week) })),
      })),
      differences: this.differences(),
      uncompared: this.uncounted,
      scores: scoresOf(today, changed),
    };
  }

  private take(item: Happened, side: 0 | 1, refusedThere: ReadonlyMap<string, string>): void {
    const { kind, what, who, workflow, at } = item;
    if (this.options.workflow !== undefined && workflow !== this.options.workflow) return;
    const week = weekOf(at);
    this.add('kind', kind, side);
    this.add('week', week, side);
    this.add(`week ${kind}`, week, side);
    if (kind === 'enrolled' || kind === 'mailed') this.add(kind, workflow ?? '', side);
    if (kind === 'routed') {
      this.add('rep', what, side);
      this.add(`rep ${what}`, week, side);
    }
    const key = `${kind}\n${what}\n${who}`;
    const open = this.open.get(key);
    const step = side === 1 ? 1 : -1;
    if (open !== undefined) {
      open.n += step;
      if (open.n === 0) this.open.delete(key);
    } else if (this.open.size >= mostOpen) this.uncounted += 1;
    else this.open.set(key, { n: step, item, otherwise: kind === 'enrolled' ? (refusedThere.get(`${what} ${who}`) ?? null) : null });
  }

  private differences(): Difference[] {
    const found = new Map<string, { kind: Happened['kind']; what: string; isMore: boolean; count: number; examples: Example[] }>();
    for (const { n, item, otherwise } of this.open.values()) {
      const { kind, what, who, at, why } = item;
      const key = `${kind}\n${what}\n${n > 0}`;
      const group = found.get(key) ?? { kind, what, isMore: n > 0, count: 0, examples: [] };
      group.count += Math.abs(n);
      if (group.examples.length < (this.options.examples ?? 5)) group.examples.push({ who, at, why, otherwise });
      found.set(key, group);
    }
    return [...found.values()].sort((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind) || other.count - one.count);
  }

  private reps(today: Standing, changed: Standing): RepRow[] {
    const loads = [today, changed].map((side) => new Map(side.loads.map(([rep, open, peak]) => [rep, { open, peak }])));
    const names = [...new Set([...this.names('rep'), ...loads.flatMap((load) => [...load.keys()])])].sort();
    return names.map((rep) => {
      const [before, after] = loads.map((load) => load.get(rep) ?? { open: 0, peak: 0 }) as [Load, Load];
      return {
        rep,
        routed: this.count('rep', rep),
        open: [before.open, after.open],
        peak: [before.peak, after.peak],
        capacity: this.options.capacity.get(rep) ?? null,
        weeks: this.names(`rep ${rep}`).map((week) => ({ week, count: this.count(`rep ${rep}`, week) })),
      };
    });
  }

  private add(of: string, name: string, side: 0 | 1): void {
    const key = `${of}\n${name}`;
    const count = this.counts.get(key);
    if (count === undefined) this.counts.set(key, side === 0 ? [1, 0] : [0, 1]);
    else count[side] += 1;
  }

  private count(of: string, name: string): Pair {
    return this.counts.get(`${of}\n${name}`) ?? [0, 0];
  }

  private names(...of: readonly string[]): string[] {
    const names = [...this.counts.keys()].map((key) => key.split('\n') as [string, string]).filter(([one]) => of.includes(one));
    return [...new Set(names.map(([, name]) => name))].sort();
  }
}

function tiersOf(today: Standing, changed: Standing): BacktestReport['tiers'] {
  const [before, after] = [new Map(today.tiers), new Map(changed.tiers)];
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.map((tier) => ({ tier, accounts: [before.get(tier) ?? 0, after.get(tier) ?? 0] as const }));
}

function scoresOf(today: Standing, changed: Standing): BacktestReport['scores'] {
  const [before, after] = [new Map(today.scores), new Map(changed.scores)];
  const moved = [...new Set([...before.keys(), ...after.keys()])]
    .map((who) => ({ who, today: before.get(who) ?? null, changed: after.get(who) ?? null }))
    .filter((score) => score.today !== score.changed);
  const by = ({ today: was, changed: is }: (typeof moved)[number]) => Math.abs((is ?? 0) - (was ?? 0));
  return { different: moved.length, examples: moved.sort((one, other) => by(other) - by(one)).slice(0, 10) };
}
