import { describe, expect, test } from '@jest/globals';
import type { Trace } from '#libs/language/expression.js';
import type { Value } from '#libs/language/value.js';
import type { Because } from './because.js';
import { plainTime, plainValue } from './plain-text.js';
import { whyLines } from './why-lines.js';
import { type ChangeRow, type RunRow, whyTree } from './why-tree.js';

const at = Date.UTC(2026, 2, 2, 11);
const place = { file: 'pipelines/new-business.yaml', line: 12, column: 3 };

function row(because: Because, more: Partial<ChangeRow> = {}): ChangeRow {
  return { id: '1', subject: { kind: 'deal', id: '5' }, field: 'stage', from: 'new', to: 'won', at, because, ...more };
}

/** Of one change, without the title and the change's own line. */
function told(because: Because, runs: readonly RunRow[] = []): readonly string[] {
  const questions = whyTree([row(because)], new Map(runs.map((run) => [run.id, run])), new Map());
  return whyLines('deal 5', { id: '5' }, questions).slice(3);
}

describe('conditions', () => {
  test('one of several parts is told whole, then part by part; what is unknown says so, however it was stored', () => {
    const trace = {
      source: 'a > 1 && b == "x"',
      place,
      result: 'unknown',
      parts: [
        { source: 'a > 1 && b == "x"', result: 'unknown', saw: [{ name: 'a', value: 2 }, { name: 'b' }] },
        { source: 'a > 1', result: true, saw: [{ name: 'a', value: 2 }] },
        { source: 'b == "x"', result: 'unknown', saw: [{ name: 'b', value: null }] },
        { source: 'c', result: false, saw: [{ name: 'c' }] },
      ],
    } as unknown as Trace;
    expect(told({ by: 'rule', name: 'new-business', rule: { place, version: 'abcdefghij' }, traces: [trace] })).toEqual([
      '  by the rule pipelines/new-business.yaml:12 (version abcdefg)',
      '    a > 1 && b == "x" is unknown',
      '      a > 1 is true (a 2)',
      '      b == "x" is unknown (b unknown)',
      '      c is false (c unknown)',
    ]);
  });
});

test.each<[string, Because, readonly string[]]>([
  ['a rep', { by: 'rep', name: 'nina' }, ['  by nina, by hand']],
  ['a key', { by: 'api', name: 'import' }, ['  by the API key "import"']],
  ['Millrace', { by: 'system', name: 'merge' }, ['  by Millrace itself: merge']],
  [
    'a fact that says a value itself',
    { by: 'system', name: 'identify', event: { id: '7', name: 'identify', at, source: 'segment:website' } },
    ['  because identify (segment:website, 2026-03-02 11:00 UTC, event 7)'],
  ],
])('%s is named as who did it', (_who, because, lines) => expect(told(because)).toEqual(lines));

test.each<[string, Record<string, Value>, readonly string[]]>([
  ['an incomplete score', { missing: ['account.domain'] }, ['held as incomplete: account.domain not known']],
  ['points taken off', { lines: [{ points: -5, because: 'free mail', line: 3, saw: {} }] }, ['-5 free mail  line 3']],
  ['nobody considered', { reason: 'nobody', considered: [] }, ['the routing gives it to nobody', 'no rep was considered']],
  ['a field not set', { not_set: { amount: 'event.amount is unknown' } }, ['not set: amount (event.amount is unknown)']],
  ['a late fact', { gone_on_to: 'won' }, ['put in its place late: the deal has gone on to won']],
  ['a proposal', { reason: 'a rep edited the stage, and that still holds' }, ['a rep edited the stage, and that still holds']],
  ['what nobody has words for', { batch: { rows: 3 } }, ['batch: {"rows":3}']],
])('details: %s', (_what, details, lines) => {
  expect(told({ by: 'rep', name: 'nina', details }).slice(1)).toEqual(lines.map((line) => `  ${line}`));
});

test('the way of a run ends at the visit that made the change; decisions that asked nothing are left out', () => {
  const step = (name: string, when: number, outcome: Record<string, Value>) => ({ step: name, kind: 'if', at: when, outcome });
  const run: RunRow = {
    id: '8',
    workflow: 'w',
    version: 'v',
    trigger: { eventId: null, name: '', at, source: '' },
    steps: [
      step('check', at - 10, { kind: 'go', port: 'else', note: 'first time' }),
      step('act', at - 9, { kind: 'go', port: 'next' }),
      step('check', at - 1, { kind: 'go', port: 'then', note: 'second time' }),
      step('act', at, { kind: 'go', port: 'next' }),
      step('act', at + 5, { kind: 'go', port: 'next', note: 'later' }),
    ],
  };
  expect(told({ by: 'workflow', name: 'w', run: { id: '8', step: 'act', workflow: 'w' } }, [run])).toEqual([
    '  after check → else (first time)',
    '  after check → then (second time)',
    '  by the workflow w, step act of run 8 (version v)',
  ]);
});

test('a run whose journal is not kept any more leaves the change with its author', () => {
  expect(told({ by: 'workflow', name: 'w', run: { id: '8', step: 'act', workflow: 'w' } })).toEqual([
    '  by the workflow w, step act of run 8',
  ]);
});

test.each<[Value | undefined, string, string]>([
  [{ amount: 5400050, currency: 'usd' }, 'amount', '54,000.50 USD'],
  [{ amount: 500, currency: 'jpy' }, 'amount', '500 JPY'],
  [{ amount: 'x', currency: 7 }, 'amount', '{"amount":"x","currency":7}'],
  [at, 'closed_at', '2026-03-02 11:00 UTC'],
  [at + 5000, 'event.meta.at', '2026-03-02 11:00:05 UTC'],
  [at, 'count', '1772449200000'],
  [null, '', 'none'],
  [undefined, '', 'unknown'],
  ['', '', '""'],
])('%p of "%s" reads %s', (value, field, text) => expect(plainValue(value, field)).toBe(text));

test('promise 15: what came from outside cannot steer the terminal, nor fill it', () => {
  expect(plainValue('\u001b[2J\r\nowner: eve\u202e')).toBe('\\u001b[2J\\u000d\\u000aowner: eve\\u202e');
  expect(plainValue('x'.repeat(10_000))).toHaveLength(121);
});

test('a time beyond every calendar is told as its number', () => expect(plainTime(1e300)).toBe('1e+300'));
