// A journal is enough to take every decision of a run again.

import { describe, expect, test } from '@jest/globals';
import {
  conditionOf,
  contextOf,
  event,
  facts,
  goes,
  hour,
  listensFor,
  nina,
  now,
  runOf,
  steps,
  workflowOf,
  workspace,
} from './advance.fixture.js';
import { advance, type AdvanceContext } from './advance.js';
import { asItBegan } from './begin-run.js';
import { replay } from './replay.js';
import type { Run, RunInput, RunStep } from './run.js';

const isBig = conditionOf('account.employees >= 50');
const workflow = workflowOf(
  {
    ask: {
      decide: ({ scope }) => {
        const trace = isBig.trace(scope);
        return { outcome: { kind: 'go', port: trace.result === true ? 'big' : 'small' }, traces: [trace] };
      },
      ports: { big: 'own', small: 'listen' },
    },
    own: {
      kind: 'route',
      decide: ({ facts: { pick } }) => ({
        outcome: { kind: 'go', port: 'next' },
        writes: [{ kind: 'assign_owner', routing: 'inbound', pick: pick!('inbound') }],
      }),
      ports: { next: 'listen' },
    },
    listen: {
      decide: ({ input, scope, visit, now: at }) => {
        const path = scope.event?.traits['path'];
        if (input.kind === 'event' && path === '/pricing') return { outcome: { kind: 'go', port: 'got' }, note: `visit ${visit}` };
        return { outcome: listensFor([{ event: 'page', port: 'got' }], at + hour) };
      },
      ports: { got: 'mail', otherwise: null },
    },
    mail: {
      decide: ({ scope }) => ({
        outcome: { kind: 'sleep', until: now + 9 * hour, port: 'next' },
        deliveries: [
          {
            action: 'email.send',
            to: 'ana@acme.test',
            payload: { name: scope.person?.own['name'] ?? null, plan: scope.event?.traits['plan'] ?? null },
            notBefore: null,
          },
        ],
      }),
      ports: { next: 'last' },
    },
    last: goes,
  },
  { stopIf: conditionOf('account.is_paying') },
);

const scope = { account: facts({}, { employees: 60 }), person: facts({ name: 'Ana' }), event: facts({}, { plan: 'pro' }) };
const page = (path: string) => ({ arrived: facts({ name: 'page' }, { path }) });

/** Drives a run by hand, and keeps its journal as it would be stored. */
function journalOf(inputs: readonly (readonly [RunInput, Partial<AdvanceContext>])[]) {
  const journal: RunStep[] = [];
  let run: Run = runOf(workflow);
  for (const [input, more] of inputs) {
    const advanced = advance(workflow, run, input, contextOf(scope, { facts: { pick: () => nina }, ...more }));
    if (advanced.step !== null) journal.push(advanced.step);
    run = advanced.run;
  }
  return { run, journal: JSON.parse(JSON.stringify(journal)) as RunStep[] };
}

const start: RunInput = { kind: 'start' };
const long = journalOf([
  [start, {}],
  [start, {}],
  [start, {}],
  [event('page'), page('/blog')],
  [event('page'), { ...page('/pricing'), now: now + 5 }],
  [start, { now: now + 5 }],
  [{ kind: 'due' }, { now: now + 9 * hour }],
  [start, { now: now + 9 * hour }],
]);

describe('promise 10: replaying a journal', () => {
  test('takes the same decisions: conditions, picks, facts that came, waits, deliveries', () => {
    expect(long.run).toMatchObject({ state: 'done', endReason: 'completed' });
    const replayed = replay(workflow, asItBegan(long.run, workflow), long.journal, { workspace, steps });
    expect(replayed.map(({ step, isSame }) => `${step} ${isSame ? 'same' : 'differs'}`)).toEqual([
      'ask same',
      'own same',
      'listen same',
      'listen same',
      'mail same',
      'mail same',
      'last same',
    ]);
    expect(replayed.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('takes the same decision where a stop ended it', () => {
    const { run, journal } = journalOf([
      [start, {}],
      [start, { scope: { now, account: facts({}, { is_paying: true }) } }],
    ]);
    expect(run.endReason).toBe('stop_if: account.is_paying');
    expect(replay(workflow, asItBegan(run, workflow), journal, { workspace, steps }).every(({ isSame }) => isSame)).toBe(true);
  });

  test('needs nothing but the journal: what the subjects have become since does not matter', () => {
    const { journal, run } = long;
    const [first] = replay(workflow, asItBegan(run, workflow), journal.slice(0, 1), { workspace, steps });
    expect(first?.replayed?.['traces']).toMatchObject([{ parts: [{ saw: [{ name: 'account.employees', value: 60 }] }] }]);
  });

  test('of another version tells the first decision that differs, with both, and ends there', () => {
    const nodes = new Map(workflow.nodes);
    nodes.set('mail', { ...nodes.get('mail')!, config: () => ({ outcome: { kind: 'finish', reason: 'no letter' } }) });
    const replayed = replay({ ...workflow, nodes }, asItBegan(long.run, workflow), long.journal, { workspace, steps });
    expect(replayed.map(({ isSame }) => isSame)).toEqual([true, true, true, true, false]);
    expect(replayed.at(-1)).toMatchObject({
      seq: 5,
      step: 'mail',
      recorded: { kind: 'sleep' },
      replayed: { kind: 'finish', reason: 'no letter' },
    });
  });

  test('tells a fact that was changed afterwards', () => {
    const [first, ...rest] = long.journal;
    const journal = [{ ...first!, facts: { ...first!.facts, 'account.employees': 6 } }, ...rest];
    const replayed = replay(workflow, asItBegan(long.run, workflow), journal, { workspace, steps });
    expect(replayed).toHaveLength(1);
    expect(replayed[0]).toMatchObject({ isSame: false, recorded: { port: 'big' }, replayed: { port: 'small' } });
  });

  test('tells a line for which there is nothing to decide', () => {
    const again = [long.journal[0]!, { ...long.journal[0]!, seq: 2, input: { kind: 'due' as const } }];
    const replayed = replay(workflow, asItBegan(long.run, workflow), again, { workspace, steps });
    expect(replayed.at(-1)).toMatchObject({ isSame: false, replayed: null });
  });
});
