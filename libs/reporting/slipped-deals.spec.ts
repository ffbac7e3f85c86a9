// Which deals a rep is shown as slipped, and why.

import { expect, test } from '@jest/globals';
import { type Move, slippedDeals } from './slipped-deals.js';

const day = 86_400_000;
const now = 100 * day;
const stages = ['new', 'qualified', 'demo_scheduled', 'won', 'lost'].map((name) => ({ name }));
const pipelines = new Map([['sales', { stages: stages as never }]]);
const told = (lastFactAt: number, move?: Move) =>
  slippedDeals(
    [{ id: '1', pipeline: 'sales', stage: 'qualified', lastFactAt }],
    new Map(move === undefined ? [] : [['1', move]]),
    pipelines,
    now,
    14 * day,
  ).map(({ why, from, since }) => [why, from, since]);

test.each<[string, number, Move | undefined, unknown[]]>([
  ['that moved on and is talked about has not slipped', now - day, { from: 'new', to: 'qualified', at: now - day }, []],
  [
    'whose latest move was backwards has',
    now - day,
    { from: 'demo_scheduled', to: 'qualified', at: 7 },
    [['went back', 'demo_scheduled', 7]],
  ],
  ['of which nothing was heard for longer has', now - 15 * day, undefined, [['went quiet', null, now - 15 * day]]],
  ['of which something was heard within the time has not', now - 14 * day, undefined, []],
  ['that was opened has not gone back', now, { from: null, to: 'qualified', at: 7 }, []],
  ['whose stage is gone from the pipeline has not gone back', now, { from: 'proposal', to: 'qualified', at: 7 }, []],
])('a deal %s', (_, lastFactAt, move, slipped) => expect(told(lastFactAt, move)).toEqual(slipped));
