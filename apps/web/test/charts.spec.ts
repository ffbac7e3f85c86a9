// From a chart's rows to its pictures.

import { describe, expect, test } from '@jest/globals';
import { optionOf } from '../reports/option-of.js';
import { panelsOf } from '../reports/panels-of.js';
import type { Chart, Column, Row, Told } from '../reports/report-search.js';
import { queryOf, readReportSearch, unheeded } from '../reports/report-search.js';
import { sayDuration } from '../reports/say-cell.js';

const names = { reps: new Map([['nina', 'Nina Berg']]) };
const column = (name: string, kind: Column['kind'], as: Column['as'], label = name): Column => ({ name, label, kind, as });
const month = column('month', 'month', 'axis', 'Month');
const currency = column('currency', 'currency', 'series');

function panels(shape: Chart['shape'], columns: readonly Column[], rows: readonly Row[], before: readonly Row[] | null = null) {
  const chart: Chart = { name: 'x', question: 'X?', about: 'X.', shape, views: ['x'], period: 'months', filters: [], columns, drill: null };
  const told = {
    as_of: '2026-03-31T00:00:00Z',
    time_zone: 'UTC',
    chart,
    period: { from: '2026-01-10', to: '2026-03-31' },
    rows,
    compared: before === null ? null : { period: { from: '2025-10-10', to: '2025-12-31' }, rows: before },
    definition: { about: '', sql: '', views: [] },
  } as unknown as Told;
  return panelsOf(chart, told, names);
}

const valuesOf = (of: ReturnType<typeof panels>) => of.panels.map(({ series }) => series.map(({ values }) => values));

describe('money', () => {
  test('of two currencies is two pictures, each with its own axis, and never a sum', () => {
    const drawn = panels(
      'bars',
      [month, currency, column('won', 'money', 'value')],
      [
        { month: '2026-01', currency: 'usd', won: 12_345 },
        { month: '2026-01', currency: 'jpy', won: 700 },
      ],
    );
    expect(drawn.panels.map(({ title }) => title)).toEqual(['USD', 'JPY']);
    expect(valuesOf(drawn)).toEqual([[[123.45, 0, 0]], [[700, 0, 0]]]);
  });

  test('is what currencies keep apart; deals in two of them are counted together', () => {
    const drawn = panels(
      'bars',
      [month, currency, column('deals', 'count', 'value', 'Deals'), column('won', 'money', 'value', 'Won')],
      ['usd', 'eur', null].map((of) => ({ month: '2026-01', currency: of, deals: 2, won: of === null ? 0 : 100 })),
    );
    expect(drawn.panels.map(({ title, series }) => [title, series[0]!.values[0]])).toEqual([
      ['Deals', 6],
      ['Won · USD', 1],
      ['Won · EUR', 1],
    ]);
  });

  test('without a currency is no amount: it is left to the table', () => {
    expect(panels('bars', [month, currency, column('won', 'money', 'value')], [{ month: '2026-01', currency: null, won: 0 }])).toEqual({
      panels: [],
      left: 0,
    });
  });
});

describe('along time', () => {
  test('every month of the period has its place, also without a row; a median that is not there is a gap', () => {
    const [panel] = panels(
      'line',
      [month, column('p50', 'duration', 'value')],
      [
        { month: '2026-03', p50: 86_400_000 * 3 },
        { month: null, p50: 86_400_000 * 2 },
      ],
    ).panels;
    expect(panel!.labels).toHaveLength(3);
    expect(panel!.series[0]).toMatchObject({ values: [null, null, 3], whole: '2 d' });
  });

  test('the period before is laid over it month by month', () => {
    const [panel] = panels(
      'stacked',
      [month, column('n', 'count', 'value')],
      [{ month: '2026-02', n: 5 }],
      [
        { month: '2025-11', n: 4 },
        { month: '2025-12', n: 3 },
      ],
    ).panels;
    expect(panel!.series[0]).toMatchObject({ values: [0, 5, 0], before: [0, 4, 3] });
    expect(panel!.tips[1]).toContain('5 (before: 4)');
  });

  test('quarters are called by their first month, which may lie before the period', () => {
    const [panel] = panels(
      'bars',
      [column('month', 'month', 'axis', 'Quarter'), column('n', 'count', 'value')],
      [{ month: '2026-01', n: 5 }],
    ).panels;
    expect([panel!.labels, panel!.series[0]!.values]).toEqual([['Q1 2026'], [5]]);
  });
});

describe('of whom it is told', () => {
  const owner = column('owner', 'owner', 'series');
  const rows = ['nina', 'omar', null].flatMap((who, at) => [{ month: '2026-01', owner: who, a: at + 1, b: 1, share: 0.5 }]);

  test('what is stacked is added over them, and its value stands for all their rows', () => {
    const [panel, ...more] = panels('stacked', [month, owner, column('a', 'count', 'value'), column('b', 'count', 'value')], rows).panels;
    expect([more, panel!.series.map(({ values }) => values[0])]).toEqual([[], [6, 3]]);
    expect(panel!.series[0]!.picks[0]).toHaveLength(3);
  });

  test('bars of several values are a picture for each', () => {
    const drawn = panels('bars', [month, owner, column('a', 'count', 'value'), column('b', 'count', 'value')], rows);
    expect(drawn.panels.map(({ title }) => title)).toEqual(['Nina Berg', 'omar', 'Nobody']);
  });

  test('a single value has a colour for each, the smallest together where they can be added', () => {
    const many = Array.from({ length: 12 }, (_, at) => ({ month: '2026-01', owner: `rep-${at}`, a: at + 1, share: 0.1 }));
    const [panel] = panels('bars', [month, owner, column('a', 'count', 'value')], many).panels;
    expect(panel!.series).toHaveLength(8);
    expect(panel!.series.at(-1)).toMatchObject({ name: '5 others', values: [15, 0, 0] });
    expect(panels('line', [month, owner, column('share', 'share', 'value')], many).panels[0]!.series).toHaveLength(7);
  });

  test('more pictures than six are left to the table, and counted', () => {
    const many = Array.from({ length: 9 }, (_, at) => ({ month: '2026-01', owner: `rep-${at}`, a: 1, b: 1 }));
    expect(panels('bars', [month, owner, column('a', 'count', 'value'), column('b', 'count', 'value')], many)).toMatchObject({ left: 3 });
  });
});

describe('a waterfall', () => {
  const money = ['open_before', 'created', 'changed', 'won', 'lost', 'slipped', 'open_after'].map((name) => column(name, 'money', 'value'));
  const row = {
    month: '2026-01',
    currency: 'usd',
    open_before: 10_000,
    created: 5000,
    changed: -1000,
    won: 3000,
    lost: 0,
    slipped: 2000,
    open_after: 11_000,
  };

  test('goes up by what came in, down by what went out, and ends at what is open, slipped as its part', () => {
    const [panel] = panels('waterfall', [month, currency, ...money], [row]).panels;
    expect(panel!.stairs).toEqual({ each: 4, base: [100, 140, 110, 0, 0, 0, 0, 0, 0, 0, 0, 0] });
    const first = Object.fromEntries(panel!.series.map(({ name, values }) => [name, values.slice(0, 4)]));
    expect(first).toEqual({
      created: [50, null, null, null],
      changed: [null, 10, null, null],
      won: [null, null, 30, null],
      open_after: [null, null, null, 90],
      slipped: [null, null, null, 20],
    });
  });
});

describe('a funnel', () => {
  test('divides what reached a stage into what went on and what stayed', () => {
    const columns = [
      column('stage', 'stage', 'axis'),
      column('reached', 'count', 'value', 'Reached'),
      column('of_all', 'share', 'note', 'Of all'),
      column('lost_here', 'count', 'value', 'Lost here'),
    ];
    const [panel] = panels('funnel', columns, [
      { stage: 'new', reached: 10, of_all: 1, lost_here: 4 },
      { stage: 'demo_held', reached: 6, of_all: 0.6, lost_here: 0 },
    ]).panels;
    expect(panel!.labels).toEqual(['New', 'Demo held']);
    expect(panel!.series.map(({ name, column: of, values }) => [name, of, values])).toEqual([
      ['Went on', 'reached', [6, 6]],
      ['Lost here', 'lost_here', [4, 0]],
    ]);
    expect(panel!.notes[1]).toMatch(/^6 .* 60\s?%$/);
  });
});

test('a goal is a mark, and none where there is none', () => {
  const columns = [month, currency, column('won', 'money', 'value'), column('goal', 'money', 'value')];
  const [panel] = panels('bars', columns, [
    { month: '2026-01', currency: 'usd', won: 100, goal: null },
    { month: '2026-02', currency: 'usd', won: 100, goal: 500 },
  ]).panels;
  expect(panel).toMatchObject({ form: 'stacked', series: [{ isMark: false }, { isMark: true, values: [null, 5, null] }] });
});

test('the colours of a picture are all different, and nothing moves for who wants nothing to move', () => {
  const [panel] = panels(
    'stacked',
    [month, ...['in_time', 'missed', 'waiting', 'handed_on', 'won', 'x', 'y'].map((name) => column(name, 'count', 'value'))],
    [{ month: '2026-01', in_time: 1 }],
  ).panels;
  // in_time and won mean the same.
  expect(new Set(panel!.series.map(({ colour }) => colour)).size).toBe(6);
  const look = { isDark: false, isStill: true, isNarrow: false, font: 'x' };
  expect(optionOf(panel!, look, () => false)).toMatchObject({ animation: false, tooltip: { renderMode: 'richText' } });
});

describe('the address', () => {
  const chart: Chart = {
    name: 'x',
    question: '',
    about: '',
    shape: 'bars',
    views: [],
    period: 'months',
    filters: ['owner', 'team'],
    columns: [],
    drill: null,
  };

  test('wins over the period of the file, never over what the file limits a chart to', () => {
    const own = { period: 'last 90d', filters: { team: 'smb' } };
    expect(queryOf(chart, {}, own)).toEqual({ period: 'last 90d', team: 'smb' });
    expect(queryOf(chart, { from: '2026-01-01', team: 'enterprise', owner: 'nina', compare: 'before' }, own)).toEqual({
      from: '2026-01-01',
      team: 'smb',
      owner: 'nina',
      compare: 'before',
    });
  });

  test('says which of its filters a chart knows nothing of', () => {
    expect(unheeded(chart, { owner: 'nina', pipeline: 'x' })).toEqual(['pipeline']);
  });

  test('takes what it knows and nothing else', () => {
    expect(readReportSearch({ period: 'last 30d', tables: 0, owner: '', nonsense: 'x', team: ['a'] })).toEqual({
      period: 'last 30d',
      tables: '0',
    });
  });
});

test.each([
  [400, '0.4 s'],
  [90_000, '1.5 min'],
  [45 * 60_000, '45 min'],
  [36 * 3_600_000, '1.5 d'],
])('%d ms is said as %s', (ms, says) => expect(sayDuration(ms)).toBe(says));
