// What reports read of a deal: a row for each time its stage, amount or owner became another.

import { describe, expect, test } from '@jest/globals';
import type { Deal } from './deal.js';
import { type DealChange, noteChange, sameHistory } from './deal-history.js';

const pipeline = { stages: ['new', 'demo', 'trial', 'won', 'lost'].map((name, rank) => ({ name, rank })) } as unknown as Parameters<
  typeof noteChange
>[3];

type Step = readonly [at: number, stage: string, amount?: number, owner?: string, currency?: string];

function historyOf(...steps: readonly Step[]): DealChange[] {
  const history: DealChange[] = [];
  for (const [at, stage, amount, owner = 'nina', currency = 'usd'] of steps)
    noteChange(history, { stage, owner, amount: amount === undefined ? null : { amount, currency } } as Deal, at, pipeline);
  return history;
}

const told = (history: readonly DealChange[]) =>
  history.map(({ kind, at, until, stage, amount, furthest, slippedAt }) => [kind, at, until, stage, amount?.amount, furthest, slippedAt]);

describe('a history', () => {
  test('has the opening, moves forward and back, the furthest stage, and since when the deal has slipped', () => {
    expect(told(historyOf([1, 'new'], [2, 'trial', 100], [3, 'demo', 100], [4, 'demo', 200], [5, 'trial', 200]))).toEqual([
      ['opened', 1, 2, 'new', undefined, 'new', null],
      ['forward', 2, 3, 'trial', 100, 'trial', null],
      ['back', 3, 4, 'demo', 100, 'trial', 3],
      ['changed', 4, 5, 'demo', 200, 'trial', 3],
      ['forward', 5, null, 'trial', 200, 'trial', null],
    ]);
  });

  test('has no row for a fact that changes neither stage, amount nor owner', () => {
    expect(historyOf([1, 'new', 5], [2, 'new', 5], [3, 'new', 5])).toHaveLength(1);
    expect(historyOf([1, 'new', 5], [2, 'new', 5, 'omar'], [3, 'new', 5, 'omar', 'eur'])).toHaveLength(3);
  });

  test('says what a closed deal is corrected to as what it closed with', () => {
    const history = historyOf([1, 'new', 5], [2, 'won', 5], [9, 'won', 7, 'omar']);
    expect(told(history)).toEqual([
      ['opened', 1, 2, 'new', 5, 'new', null],
      ['won', 2, null, 'won', 7, 'new', null],
    ]);
    expect(history[1]).toMatchObject({ owner: 'omar', from: { stage: 'new', amount: { amount: 5 }, owner: 'nina' } });
  });

  test('goes on after a deal was opened again, and from won to lost', () => {
    expect(
      historyOf([1, 'trial'], [2, 'lost'], [3, 'demo'], [4, 'won'], [5, 'lost']).map(({ kind, furthest }) => [kind, furthest]),
    ).toEqual([
      ['opened', 'trial'],
      ['lost', 'trial'],
      ['reopened', 'trial'],
      ['won', 'trial'],
      ['lost', 'trial'],
    ]);
  });

  test('of a deal that was opened closed has no furthest stage', () => {
    expect(historyOf([1, 'won', 5])).toMatchObject([{ kind: 'opened', furthest: null, until: null }]);
  });
});

test('two histories are the same when their changes are', () => {
  const one = historyOf([1, 'new'], [2, 'trial', 5]);
  expect(sameHistory(one, historyOf([1, 'new'], [2, 'trial', 5]))).toBe(true);
  for (const other of [historyOf([1, 'new']), historyOf([1, 'new'], [2, 'trial', 6]), historyOf([1, 'new'], [3, 'trial', 5])])
    expect(sameHistory(one, other)).toBe(false);
});
