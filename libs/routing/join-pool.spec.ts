import { describe, expect, it, test } from '@jest/globals';
import { joinPool } from './join-pool.js';
import { pickOwner } from './pick-owner.js';
import { levelOf, type PoolMember, type PoolSlice } from './pool-slice.js';
import { hour, ledger, ofTier, pool, routingWith, start } from './routing.fixture.js';
import { takeTurn } from './take-turn.js';

function join(slice: PoolSlice, change: Parameters<typeof routingWith>[0] = {}, now = start): Readonly<Record<string, PoolMember>> {
  const { team, routing } = routingWith(change);
  joinPool(slice, { pool, of: 'enterprise', team, skip: routing.skip, now });
  return Object.fromEntries(slice.pools.get(pool)!.map((member) => [member.rep, member]));
}

test('the first lead of a pool finds a row for everybody in the team, at nothing', () => {
  const slice = ledger({});
  slice.pools.clear();
  expect(join(slice)).toEqual({
    nina: { pool, rep: 'nina', turns: 0, adjustments: 0, joinedAt: start, lastTurnAt: null },
    omar: { pool, rep: 'omar', turns: 0, adjustments: 0, joinedAt: start, lastTurnAt: null },
    june: { pool, rep: 'june', turns: 0, adjustments: 0, joinedAt: start, lastTurnAt: null },
  });
  expect(slice.dirty.size).toBe(3);
  expect(slice.turns).toEqual([]);
});

describe('a newcomer starts at the average of the others', () => {
  it.each<[string, Readonly<Record<string, number | Partial<PoolMember>>>, string, number]>([
    ['of the same share', { nina: 10, june: 3 }, 'omar', 8],
    ['of half a share: half the turns', { nina: 10, omar: 20 }, 'june', 7],
    ['beside adjustments', { nina: { turns: 2, adjustments: 8 }, june: 5 }, 'omar', 10],
    ['not beside someone who is in the team no more', { nina: 4, june: 2, zoe: 1000 }, 'omar', 4],
  ])('%s', (_what, members, newcomer, adjustments) => {
    const slice = ledger(members);
    expect(join(slice)[newcomer]).toMatchObject({ turns: 0, adjustments });
    expect([...slice.dirty].map(({ rep }) => rep)).toEqual([newcomer]);
  });

  it('and the ledger has a row that says so', () => {
    const slice = ledger({ nina: 10, june: 5 });
    join(slice);
    expect(slice.turns).toEqual([
      {
        pool,
        rep: 'omar',
        at: start,
        credit: 10,
        accountId: null,
        dealId: null,
        personId: null,
        because: { by: 'system', name: 'routing', details: { reason: 'starts at the average', average: 10 } },
      },
    ]);
  });

  it('and of the next ten leads gets no more than the share', () => {
    const { team, routing } = routingWith({ reps: { june: 'active: false' } });
    const slice = ledger({ nina: 400 });
    let taken = 0;
    for (let lead = 0; lead < 10; lead += 1) {
      joinPool(slice, { pool, of: 'enterprise', team, skip: routing.skip, now: start + lead });
      const pick = pickOwner({ routing, team, scope: ofTier('enterprise'), owner: null, pools: slice, now: start + lead });
      takeTurn(slice, pick, { at: start + lead, accountId: null, dealId: null, personId: null, because: { by: 'system', name: 'test' } });
      if (pick.rep === 'omar') taken += 1;
    }
    expect(taken).toBe(5);
  });
});

describe('a rep who is absent is kept at the average of those who are there', () => {
  const reps = { nina: 'away: [{ from: "2026-03-02T09:00:00Z", to: "2026-03-02T10:00:00Z" }]' };

  it('so that a return from leave is not a flood', () => {
    const slice = ledger({ nina: 2, omar: 9, june: 4 });
    const back = join(slice, { reps })['nina']!;
    expect(back).toMatchObject({ turns: 2, adjustments: 6 });
    expect(slice.turns).toMatchObject([{ rep: 'nina', credit: 6, because: { details: { reason: 'absent, kept at the average' } } }]);
    expect(levelOf(back, 1)).toBe(8);
  });

  it('but is never taken down to it', () => {
    const slice = ledger({ nina: 20, omar: 9, june: 4 });
    expect(join(slice, { reps })['nina']).toMatchObject({ turns: 20, adjustments: 0 });
    expect(slice.dirty.size + slice.turns.length).toBe(0);
  });

  it('and left alone once back', () => {
    const slice = ledger({ nina: 2, omar: 9, june: 4 });
    expect(join(slice, { reps }, start + hour)['nina']).toMatchObject({ turns: 2, adjustments: 0 });
  });

  it('and stays where it was while nobody is there', () => {
    const everybody = Object.fromEntries(['nina', 'omar', 'june'].map((rep) => [rep, 'active: false']));
    const slice = ledger({ nina: 4, omar: 4, june: 2 });
    join(slice, { reps: everybody });
    expect(slice.turns).toEqual([]);
  });
});

test('joining twice changes nothing the second time', () => {
  const slice = ledger({ nina: 10 });
  join(slice);
  const before = structuredClone(slice.pools.get(pool));
  slice.dirty.clear();
  join(slice, {}, start + hour);
  expect(slice.pools.get(pool)).toEqual(before);
  expect(slice.dirty.size).toBe(0);
});
