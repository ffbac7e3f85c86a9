// Charts on deals, held against a count that knows nothing of their SQL: random stories go through the real fold in any order of arrival, and a
// plain walk over each story says what every figure must be, to the cent.

import { beforeEach, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { makeDataSource } from '#libs/database/data-source.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { ChartStore } from './chart.store.js';
import { bindNames } from './charts/bind-names.js';
import { chartValues } from './charts/chart-values.js';
import { charts } from './charts/registry.js';
import {
  amountOf,
  corrected,
  currencyOf,
  endOfAll,
  isClosed,
  months,
  numbers,
  pipeline,
  rank,
  type Stage,
  startOf,
  type State,
  stood,
  type Story,
  storyOf,
  tell,
  zone,
} from './deal-stories.fixture.js';

const database = useDatabase();

async function rows(name: string, from: string, to: string, filters: Record<string, string | string[]> = {}) {
  const source = await makeDataSource(database.url, 1).initialize();
  try {
    return await new ChartStore(source).rows(charts.get(name)!, chartValues({ from, to }, filters, zone, '2026-04-20T12:00:00Z'));
  } finally {
    await source.destroy();
  }
}

/** Ids of the deals behind one value of a row. */
async function behind(name: string, of: string, row: Record<string, unknown>, from: string, to: string): Promise<number[]> {
  const { drill } = charts.get(name)!;
  const keys = Object.fromEntries(
    drill!.by.map((column) => [`is_${column}`, column === 'month' ? `${String(row[column])}-01` : row[column]]),
  );
  const bound = bindNames(drill!.deals[of]!, { ...chartValues({ from, to }, {}, zone, '2026-04-20T12:00:00Z'), ...keys });
  const found = await database.pool.query<{ deal_id: string }>(`select distinct deal_id from (${bound.sql}) t`, [...bound.values]);
  return found.rows.map((one) => Number(one.deal_id)).toSorted((one, other) => one - other);
}

let stories: readonly Story[];

beforeEach(async () => {
  const told = {
    time_zone: zone,
    currency: 'usd',
    stages: pipeline.stages.map(({ name: stage, rank: at, closes = null }) => ({
      pipeline: pipeline.name,
      stage,
      rank: at,
      closes,
      likely: 0.1 * at,
    })),
    reps: [],
  };
  await database.pool.query(
    `insert into workspace_version (hash, files, applied_at, applied_by, told) values ('h', '[]', now(), 'test', $1)`,
    [told],
  );
  const pick = numbers(7);
  const written = Array.from({ length: 60 }, () => storyOf(pick));
  await tell(database.pool, written, pick);
  stories = written.map(corrected);
});

test('pipeline_by_month: every sum is what a walk over the stories gives, to the cent, and a month ends where the next begins', async () => {
  const found = await rows('pipeline_by_month', '2026-01-01', '2026-04-30');
  const sums = new Map<string, Record<string, number>>();
  const sumOf = (month: string, currency: string | null) => {
    const key = `${month} ${currency ?? ''}`;
    if (!sums.has(key))
      sums.set(key, {
        open_before: 0,
        created: 0,
        reopened: 0,
        changed: 0,
        won: 0,
        lost: 0,
        slipped: 0,
        open_after: 0,
        created_deals: 0,
        won_deals: 0,
        lost_deals: 0,
        slipped_deals: 0,
        open_deals: 0,
      });
    return sums.get(key)!;
  };
  for (const month of months.slice(1)) {
    const [begin, end] = [startOf(month), startOf(Temporal.PlainYearMonth.from(month).add({ months: 1 }).toString())];
    for (const story of stories) {
      const first = stood(story, begin);
      if (first !== undefined && !isClosed(first.stage)) sumOf(month, currencyOf(first))['open_before']! += amountOf(first);
      const last = stood(story, end);
      if (last !== undefined && !isClosed(last.stage)) {
        sumOf(month, currencyOf(last))['open_after']! += amountOf(last);
        sumOf(month, currencyOf(last))['open_deals']! += 1;
        const moves = story.filter((state, place) => state.at < end && place > 0 && state.stage !== story[place - 1]!.stage);
        const move = moves.at(-1);
        const came = move === undefined ? undefined : story[story.indexOf(move) - 1]!;
        if (move !== undefined && move.at >= begin && !isClosed(came!.stage) && rank(move.stage) < rank(came!.stage)) {
          sumOf(month, currencyOf(last))['slipped']! += amountOf(last);
          sumOf(month, currencyOf(last))['slipped_deals']! += 1;
        }
      }
      for (const [place, state] of story.entries()) {
        if (state.at < begin || state.at >= end) continue;
        const before = story[place - 1];
        const sum = sumOf(month, currencyOf(state));
        if (before === undefined) {
          sum['created']! += amountOf(state);
          sum['created_deals']! += 1;
        } else if (isClosed(before.stage)) sum['reopened']! += amountOf(state);
        else {
          sumOf(month, currencyOf(before))['changed']! -= amountOf(before);
          sum['changed']! += amountOf(state);
        }
        if (isClosed(state.stage)) {
          sum[state.stage]! += amountOf(state);
          sum[`${state.stage}_deals`]! += 1;
        }
      }
    }
  }
  for (const row of found) {
    const { month, currency, ...told } = row as Record<string, number> & { month: string; currency: string | null };
    expect({ month, currency, ...told }).toEqual({
      month,
      currency,
      ...sumOf(month, currency),
    });
    const { open_before, created, reopened, changed, won, lost, open_after } = told as unknown as Record<string, number>;
    expect(open_before! + created! + reopened! + changed! - won! - lost!).toBe(open_after);
  }
  // Nothing is left out: every sum that is not nothing stands in a row.
  const all = new Set(found.map(({ month, currency }) => `${String(month)} ${String(currency ?? '')}`));
  for (const [key, sum] of sums) if (Object.values(sum).some((value) => value !== 0)) expect(all).toContain(key);
  expect(new Set(found.map(({ currency }) => currency))).toEqual(new Set(['usd', 'eur', null]));
});

test('pipeline_by_month of one rep and one currency has what was that rep’s, and hands it on with the deal', async () => {
  const found = await rows('pipeline_by_month', '2026-01-01', '2026-04-30', { owners: ['nina'], currency: 'usd' });
  for (const { month, open_after: open } of found) {
    const end = startOf(Temporal.PlainYearMonth.from(String(month)).add({ months: 1 }).toString());
    const theirs = stories
      .flatMap((story): State[] => {
        const state = stood(story, end);
        return state === undefined ? [] : [state];
      })
      .filter((state) => state.owner === 'nina' && currencyOf(state) === 'usd' && !isClosed(state.stage));
    expect({ month, open }).toEqual({ month, open: theirs.reduce((sum, state) => sum + amountOf(state), 0) });
  }
  for (const row of found as unknown as Record<string, number>[])
    expect(row['open_before']! + row['created']! + row['reopened']! + row['changed']! - row['won']! - row['lost']!).toBe(row['open_after']);
});

test('the deals behind a value are as many as it says', async () => {
  for (const row of await rows('pipeline_by_month', '2026-01-01', '2026-04-30')) {
    expect(await behind('pipeline_by_month', 'open_after', row, '2026-01-01', '2026-04-30')).toHaveLength(row['open_deals'] as number);
    expect(await behind('pipeline_by_month', 'slipped', row, '2026-01-01', '2026-04-30')).toHaveLength(row['slipped_deals'] as number);
  }
  for (const row of await rows('funnel', '2025-12-01', '2026-04-30'))
    for (const value of ['reached', 'lost_here', 'open_here'])
      expect(await behind('funnel', value, row, '2025-12-01', '2026-04-30')).toHaveLength(row[value] as number);
  for (const row of await rows('deal_evolution', '2026-01-31', '2026-03-31'))
    for (const value of ['deals_before', 'deals_after', 'came', 'went'])
      expect(await behind('deal_evolution', value, row, '2026-01-31', '2026-03-31')).toHaveLength(row[value] as number);
});

test('deal_evolution: each stage has the deals and the amounts that stood there at the end of each of the two days', async () => {
  const found = await rows('deal_evolution', '2026-01-31', '2026-03-31');
  const [then, now] = [startOf('2026-02'), startOf('2026-04')];
  expect(found.length).toBeGreaterThan(8);
  for (const { stage, currency, deals_before, amount_before, deals_after, amount_after, came, went } of found) {
    const isHere = (state: State | undefined): state is State =>
      state !== undefined && state.stage === stage && currencyOf(state) === currency;
    const at = (instant: number) => stories.map((story) => stood(story, instant));
    const pairs = at(then).map((was, place) => [was, at(now)[place]] as const);
    const sum = (states: readonly (State | undefined)[]) => states.filter(isHere).reduce((total, state) => total + amountOf(state), 0);
    expect({ stage, currency, deals_before, amount_before, deals_after, amount_after, came, went }).toEqual({
      stage,
      currency,
      deals_before: at(then).filter(isHere).length,
      amount_before: sum(at(then)),
      deals_after: at(now).filter(isHere).length,
      amount_after: sum(at(now)),
      came: pairs.filter(([was, is]) => isHere(is) && !isHere(was)).length,
      went: pairs.filter(([was, is]) => isHere(was) && !isHere(is)).length,
    });
  }
});

test('funnel: who reached a stage went on, was lost there, or is open there', async () => {
  const found = await rows('funnel', '2026-01-01', '2026-02-28');
  const cohort = stories.filter(([first]) => first!.at >= startOf('2026-01') && first!.at < startOf('2026-03'));
  const furthest = (story: Story) => Math.max(-1, ...story.filter(({ stage }) => !isClosed(stage)).map(({ stage }) => rank(stage)));
  expect(found.map(({ stage }) => stage)).toEqual(['new', 'qualified', 'demo', 'trial', 'won']);
  for (const [place, { stage, reached, of_all: ofAll, from_before: fromBefore, lost_here: lost, open_here: open }] of found.entries()) {
    const ended = (story: Story) => story.at(-1)!.stage;
    const isReached = (story: Story) => ended(story) === 'won' || (stage !== 'won' && furthest(story) >= rank(stage as Stage));
    const count = cohort.filter(isReached).length;
    expect({ stage, reached, lost, open }).toEqual({
      stage,
      reached: count,
      lost: cohort.filter((story) => ended(story) === 'lost' && furthest(story) === rank(stage as Stage)).length,
      open: cohort.filter((story) => !isClosed(ended(story)) && furthest(story) === rank(stage as Stage)).length,
    });
    expect(ofAll).toBeCloseTo(count / cohort.length, 10);
    if (place > 0) expect(fromBefore).toBeCloseTo(count / (found[place - 1]!['reached'] as number), 10);
    if (stage !== 'won') expect((reached as number) - (found[place + 1]!['reached'] as number)).toBe((lost as number) + (open as number));
  }
});

test('sales_cycle: months and the whole period have the percentiles of the deals that stand as won', async () => {
  const won = stories
    .filter((story) => story.at(-1)!.stage === 'won')
    .map((story) => ({ at: story.at(-1)!.at, cycle: story.at(-1)!.at - story[0]!.at }));
  const percentile = (values: readonly number[], share: number) => {
    const sorted = values.toSorted((one, other) => one - other);
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
    return below + (above - below) * (place - Math.floor(place));
  };
  const found = await rows('sales_cycle', '2026-01-01', '2026-04-30');
  expect(found.at(-1)).toMatchObject({ month: null, deals: won.filter(({ at }) => at >= startOf('2026-01')).length });
  for (const { month, deals, p50, p90 } of found) {
    const [begin, end] =
      month === null
        ? [startOf('2026-01'), endOfAll]
        : [startOf(String(month)), startOf(Temporal.PlainYearMonth.from(String(month)).add({ months: 1 }).toString())];
    const cycles = won.filter(({ at }) => at >= begin && at < end).map(({ cycle }) => cycle);
    expect({ month, deals }).toEqual({ month, deals: cycles.length });
    expect(Math.abs((p50 as number) - percentile(cycles, 0.5))).toBeLessThanOrEqual(1);
    expect(Math.abs((p90 as number) - percentile(cycles, 0.9))).toBeLessThanOrEqual(1);
  }
});

test('forecast: what is won by month and currency is the sum of the deals that stand as won, what is open is weighed by its stage', async () => {
  const found = await rows('forecast', '2026-01-01', '2026-04-30');
  for (const { month, currency, won, weighted, open } of found) {
    const inMonth = (at: number) =>
      at >= startOf(String(month)) && at < startOf(Temporal.PlainYearMonth.from(String(month)).add({ months: 1 }).toString());
    const last = stories.map((story) => story.at(-1)!).filter((state) => currencyOf(state) === currency);
    const total = (states: readonly State[]) => states.reduce((sum, state) => sum + amountOf(state), 0);
    expect({ month, currency, won }).toEqual({
      month,
      currency,
      won: total(last.filter(({ stage, at }) => stage === 'won' && inMonth(at))),
    });
    const opened = last.filter(({ stage }) => !isClosed(stage));
    const isNow = month === '2026-04';
    expect({ month, open, weighted }).toEqual({
      month,
      open: isNow ? total(opened) : null,
      weighted: isNow ? Math.round(opened.reduce((sum, state) => sum + amountOf(state) * rank(state.stage), 0) / 10) : null,
    });
  }
});

test('what stands as won is, by the deal’s own row, the same to the cent', async () => {
  const { rows: direct } = await database.pool.query<{ currency: string; amount: string }>(
    `select currency, sum(amount) as amount from deal where stage = 'won' and currency is not null group by currency order by currency`,
  );
  const { rows: told } = await database.pool.query(
    `select currency, sum(amount) as amount from reporting.closed_deals_v1 where outcome = 'won' and currency is not null group by currency order by currency`,
  );
  expect(told).toEqual(direct);
  const { rows: differing } = await database.pool.query(
    `select d.id from deal d left join deal_change c on c.deal_id = d.id and c.until is null
     where (d.stage, d.amount, d.currency, d.owner) is distinct from (c.stage, c.amount, c.currency, c.owner) or d.created_at <> c.opened_at`,
  );
  expect(differing).toEqual([]);
});
