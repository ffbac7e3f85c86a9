import { describe, expect, test } from '@jest/globals';
import type { Trace } from '#libs/language/expression.js';
import type { Value } from '#libs/language/value.js';
import type { Because } from './because.js';
import { plainTime, plainValue } from './plain-text.js';
import { whatStands } from './what-stands.js';
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
  test('each is told once, with every value it saw; what is unknown says so, however it was stored', () => {
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
      '    a > 1 && b == "x" is unknown (a 2, b unknown, c unknown)',
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
    ['  because identify (segment:website, event 7)'],
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

describe('the order of what is told', () => {
  const ruled = (name: string, id: string, when: number): Because => ({
    by: 'rule',
    name: 'new-business',
    event: { id, name, at: when, source: 'test' },
    rule: { place, version: 'abcdefghij' },
  });
  const lines = (rows: readonly ChangeRow[], received = new Map<string, number>()) =>
    whyLines('deal 5', { id: '5' }, whyTree(rows, new Map(), received)).slice(2);

  test('changes of one cause are told once, with all their fields', () => {
    const because = ruled('stripe.invoice_paid', '12', at);
    const told = lines([
      row(because, { id: '1' }),
      row(because, { id: '2', field: 'amount', from: null, to: { amount: 5400050, currency: 'usd' } }),
      row(because, { id: '3', field: 'closed_at', from: null, to: at }),
    ]);
    expect(told).toEqual([
      '2026-03-02 11:00 UTC  stage new → won · amount none → 54,000.50 USD · closed_at none → 2026-03-02 11:00 UTC',
      '  because stripe.invoice_paid (test, event 12)',
      '  by the rule pipelines/new-business.yaml:12 (version abcdefg)',
    ]);
  });

  test('the newest stands first; within a second, what was made last; a late fact where its own time puts it', () => {
    const told = lines(
      [
        row(ruled('Trial Started', '11', at + 600), { id: '8', from: 'demo', to: 'trial', at: at + 600 }),
        row(ruled('stripe.invoice_paid', '12', at), { id: '9', from: 'demo', to: 'won' }),
        row(ruled('calendly.booked', '7', at - 60_000), { id: '7', from: 'new', to: 'demo', at: at - 60_000 }),
        row(ruled('Trial Started', '18', at - 30_000), { id: '10', from: 'demo', to: 'trial', at: at - 30_000 }),
      ],
      new Map([['18', at + 3_600_000]]),
    );
    expect(told.filter((line) => /^\d/.test(line))).toEqual([
      '2026-03-02 11:00 UTC  stage demo → won',
      '2026-03-02 11:00 UTC  stage demo → trial',
      '2026-03-02 10:59:30 UTC  stage demo → trial  (came late)',
      '2026-03-02 10:59 UTC  stage new → demo',
    ]);
  });

  test('a step that is visited twice is told twice', () => {
    const because: Because = { by: 'workflow', name: 'w', run: { id: '8', step: 'act', workflow: 'w' } };
    expect(
      lines([row(because, { id: '1' }), row(because, { id: '2', from: 'won', to: 'new' })]).filter((line) => /^\d/.test(line)),
    ).toHaveLength(2);
  });

  test('what could not be set has not moved, and says why', () => {
    const because: Because = { by: 'rep', name: 'nina', details: { not_set: { amount: 'amount wants money' } } };
    expect(lines([row(because, { field: 'amount', from: null, to: null })])).toEqual([
      '2026-03-02 11:00 UTC  nothing',
      '  by nina, by hand',
      '  not set: amount (amount wants money)',
    ]);
  });

  test('asked for what stands, only what made it so is told, with all of its cause', () => {
    const paid = ruled('stripe.invoice_paid', '12', at);
    const opened: Because = { by: 'workflow', name: 'inbound', run: { id: '8', step: 'open', workflow: 'inbound' } };
    const questions = whyTree(
      [
        row(opened, { id: '1', from: null, to: 'new' }),
        row(opened, { id: '2', field: 'owner', from: null, to: 'nina' }),
        row(ruled('calendly.booked', '7', at), { id: '3', from: 'new', to: 'demo' }),
        row(paid, { id: '4', from: 'demo', to: 'won' }),
        row(paid, { id: '5', field: 'amount', from: null, to: 7 }),
      ],
      new Map(),
      new Map(),
    );
    expect(whatStands(questions, { stage: 'won', owner: 'nina' }).map(({ field, to }) => [field, to])).toEqual([
      ['stage', 'new'],
      ['owner', 'nina'],
      ['stage', 'won'],
      ['amount', 7],
    ]);
    expect(whatStands(questions, { stage: 'elsewhere', owner: null })).toEqual([]);
  });
});
