// What a decision causes and what its line in the journal says.

import { describe, expect, test } from '@jest/globals';
import type { Truth } from '#libs/language/value.js';
import { answers, conditionOf, contextOf, event, facts, listensFor, now, runOf, start, workflowOf } from './advance.fixture.js';
import { advance } from './advance.js';
import type { Run } from './run.js';

describe('effects', () => {
  const letter = { action: 'email.send', to: 'ana@acme.test', payload: { template: 'hi' }, notBefore: null };

  test('writes come before deliveries, each delivery with the key run:step:visit:n', () => {
    const write = { kind: 'move_deal', pipeline: 'new-business', stage: 'won' } as const;
    const workflow = workflowOf({ first: answers({ kind: 'go', port: 'next' }, { deliveries: [letter, letter], writes: [write] }) });
    expect(advance(workflow, runOf(workflow), start, contextOf()).effects).toEqual([
      { kind: 'write', write },
      { kind: 'delivery', key: '100:first:1:1', request: letter },
      { kind: 'delivery', key: '100:first:1:2', request: letter },
    ]);
  });

  test('promise 3: the same decision taken twice gives the same key; a second visit and a later waking give others', () => {
    const workflow = workflowOf({
      first: {
        decide: ({ input }) => ({
          outcome: input.kind === 'start' ? listensFor([{ event: 'page', port: 'next' }], null) : { kind: 'go', port: 'next' },
          deliveries: [letter],
        }),
        ports: { next: 'first' },
      },
    });
    const keyOf = (run: Run, input = start) => {
      const { effects } = advance(workflow, run, input, contextOf());
      return effects.map((effect) => (effect.kind === 'delivery' ? effect.key : '')).join();
    };
    const fresh = runOf(workflow);
    expect(keyOf(fresh)).toBe('100:first:1:1');
    expect(keyOf(fresh)).toBe('100:first:1:1');
    const listening = advance(workflow, fresh, start, contextOf()).run;
    expect(keyOf(listening, event('page'))).toBe('100:first:1:2.1');
    const again = advance(workflow, listening, event('page'), contextOf()).run;
    expect(keyOf(again)).toBe('100:first:2:1');
  });
});

describe('the journal', () => {
  test('a line holds every fact that was read, whoever read it, and what was unknown as null', () => {
    const truths: Truth[] = [];
    const workflow = workflowOf({
      first: {
        decide: ({ scope }) => {
          truths.push(conditionOf('account.employees > 10 && account.platform == "shopify"').holds(scope));
          void scope.person?.own['email'];
          void scope.deal;
          return { outcome: { kind: 'finish', reason: 'read' }, note: 'a word for the reader' };
        },
      },
    });
    const scope = { account: facts({ name: 'Acme' }, { employees: 12 }), person: facts({ email: 'ana@acme.test' }) };
    const { step } = advance(workflow, runOf(workflow), start, contextOf(scope));
    expect(truths).toEqual(['unknown']);
    expect(step).toEqual({
      runId: '100',
      subjectId: '7',
      seq: 1,
      at: now,
      step: 'first',
      kind: 'answer',
      visit: 1,
      input: start,
      facts: { 'account.employees': 12, 'account.platform': null, 'person.email': 'ana@acme.test', deal: null },
      outcome: { kind: 'finish', reason: 'read', note: 'a word for the reader' },
    });
  });

  test('what a condition saw is kept, the unknown as null, so that it can be stored', () => {
    const trace = conditionOf('account.employees > 10 || account.is_paying').trace({ now, account: facts({}, { employees: 12 }) });
    const workflow = workflowOf({ first: answers({ kind: 'go', port: 'next' }, { traces: [trace] }) });
    const { step } = advance(workflow, runOf(workflow), start, contextOf());
    expect(JSON.parse(JSON.stringify(step?.outcome['traces']))).toEqual(step?.outcome['traces']);
    expect(step?.outcome['traces']).toMatchObject([
      {
        result: true,
        parts: [
          {
            saw: [
              { name: 'account.employees', value: 12 },
              { name: 'account.is_paying', value: null },
            ],
          },
          { source: 'account.employees > 10', result: true },
          { source: 'account.is_paying', result: 'unknown', saw: [{ name: 'account.is_paying', value: null }] },
        ],
      },
    ]);
  });

  test('the fact that started the run and the one that woke it are told apart', () => {
    const workflow = workflowOf({
      first: {
        decide: ({ input, scope }) => {
          void scope.event?.traits['path'];
          void scope.event?.own['name'];
          return input.kind === 'start'
            ? { outcome: listensFor([{ event: 'page', port: 'next' }], null) }
            : { outcome: { kind: 'go', port: 'next' } };
        },
      },
    });
    const scope = { event: facts({ name: 'Demo Requested' }, { path: '/demo' }) };
    const first = advance(workflow, runOf(workflow), start, contextOf(scope));
    expect(first.step?.facts).toEqual({ 'event.path': '/demo', 'event.meta.name': 'Demo Requested' });
    const arrived = facts({ name: 'page' }, { path: '/pricing' });
    const woken = advance(workflow, first.run, event('page'), contextOf(scope, { arrived }));
    expect(woken.step?.facts).toEqual({ 'arrived.path': '/pricing', 'arrived.meta.name': 'page' });
  });
});
