import { describe, expect, it, test } from '@jest/globals';
import { pickOwner, type PickInput } from './pick-owner.js';
import type { PoolMember } from './pool-slice.js';
import { hour, ledger, ofTier, pool, routingWith, start } from './routing.fixture.js';

type Ledger = Readonly<Record<string, number | Partial<PoolMember>>>;

function pick(members: Ledger, more: Partial<PickInput> = {}, change: Parameters<typeof routingWith>[0] = {}) {
  return pickOwner({
    ...routingWith(change),
    scope: ofTier('enterprise'),
    owner: null,
    pools: ledger(members),
    now: start,
    ...more,
  });
}

describe('a round robin gives the lead to the lowest level, (turns + adjustments) ÷ weight', () => {
  it.each<[string, Ledger, string]>([
    ['fewest turns', { nina: 3, omar: 2, june: 2 }, 'omar'],
    ['half a share counts each turn twice', { nina: 3, omar: 3, june: 1 }, 'june'],
    ['half a share has had its part', { nina: 2, omar: 3, june: 1 }, 'nina'],
    ['an adjustment counts like turns', { nina: { turns: 1, adjustments: 4 }, omar: 4, june: 3 }, 'omar'],
    ['what was given back counts for the rep', { nina: { turns: 4, adjustments: -2 }, omar: 3, june: 2 }, 'nina'],
    ['whoever has no row yet has had nothing', { nina: 1, june: 1 }, 'omar'],
  ])('%s', (_what, members, rep) => {
    expect(pick(members)).toMatchObject({ rep, pool, reason: 'turn' });
  });

  it.each<[string, Ledger, string]>([
    [
      'the longest waiting',
      { nina: { turns: 2, lastTurnAt: start - hour }, omar: { turns: 2, lastTurnAt: start - 2 * hour }, june: 2 },
      'omar',
    ],
    ['never before has waited longest', { nina: { lastTurnAt: start - 9 * hour }, omar: 0, june: 3 }, 'omar'],
    ['the order of team.yaml is the last word', { omar: 0, nina: 0, june: 0 }, 'nina'],
  ])('a tie goes to %s', (_what, members, rep) => {
    expect(pick(members).rep).toBe(rep);
  });
});

describe('whoever is skipped is passed over, and it is told why', () => {
  it.each([
    ['inactive', { nina: 'active: false' }, 'inactive'],
    ['away', { nina: 'away: [{ from: 2026-03-01, to: 2026-03-03 }]' }, 'away'],
  ])('%s', (_what, reps, skipped) => {
    expect(pick({ nina: 0, omar: 5, june: 4 }, {}, { reps })).toEqual({
      rep: 'omar',
      pool,
      reason: 'turn',
      considered: [
        { rep: 'nina', level: 0, skipped },
        { rep: 'omar', level: 5 },
        { rep: 'june', level: 8 },
      ],
    });
  });

  it.each([
    ['the first instant of an absence', start, 'omar'],
    ['the last instant before its end', start + hour - 1, 'omar'],
    ['the end itself is back', start + hour, 'nina'],
    ['the instant before is still there', start - 1, 'nina'],
  ])('an absence from nine to ten: %s', (_what, now, rep) => {
    const reps = { nina: 'away: [{ from: "2026-03-02T09:00:00Z", to: "2026-03-02T10:00:00Z" }]' };
    expect(pick({ nina: 0, omar: 1, june: 1 }, { now }, { reps }).rep).toBe(rep);
  });

  it('not where the routing does not ask', () => {
    const { team, routing } = routingWith({ reps: { nina: 'active: false' } });
    expect(pick({ nina: 0, omar: 1, june: 1 }, { team, routing: { ...routing, skip: ['away'] } }).rep).toBe('nina');
  });
});

describe('an owner', () => {
  it('keeps the account, whatever the ledger says and even when away', () => {
    const reps = { nina: 'away: [{ from: 2026-03-01, to: 2026-03-03 }]' };
    expect(pick({ nina: 9, omar: 0, june: 0 }, { owner: 'nina' }, { reps })).toEqual({
      rep: 'nina',
      pool: null,
      reason: 'keeps_owner',
      considered: [{ rep: 'nina', level: 0 }],
    });
  });

  it.each([
    ['has left the team file', 'zoe', {}],
    ['is not active any more', 'nina', { nina: 'active: false' }],
  ])('who %s does not', (_what, owner, reps) => {
    expect(pick({ nina: 1, omar: 0, june: 1 }, { owner }, { reps })).toMatchObject({ rep: 'omar', reason: 'turn' });
  });

  it('does not with keep_owner: false', () => {
    const { team, routing } = routingWith();
    expect(pick({ nina: 9, omar: 0, june: 9 }, { team, routing: { ...routing, keepOwner: false }, owner: 'nina' }).rep).toBe('omar');
  });
});

test('a rep who is named gets it without a turn', () => {
  expect(pick({}, { scope: ofTier('growth') })).toEqual({
    rep: 'omar',
    pool: null,
    reason: 'named',
    considered: [{ rep: 'omar', level: 0 }],
  });
});

test('nobody is nobody, not the fallback', () => {
  expect(pick({}, { scope: ofTier('self_serve') })).toEqual({ rep: null, pool: null, reason: 'nobody', considered: [] });
});

describe('nothing falls through: the fallback gets', () => {
  it.each([
    ['a tier that no line names', ofTier('startup')],
    ['an account whose tier is unknown', ofTier(undefined)],
    ['a lead without an account', { now: start }],
    ['a tier with the name of a built-in member', ofTier('constructor')],
  ])('%s', (_what, scope) => {
    expect(pick({}, { scope })).toEqual({ rep: 'sam', pool: null, reason: 'fallback', considered: [] });
  });

  it('a named rep’s lead while that rep is away', () => {
    const reps = { omar: 'away: [{ from: 2026-03-02, to: 2026-03-02 }]' };
    expect(pick({}, { scope: ofTier('growth') }, { reps })).toEqual({
      rep: 'sam',
      pool: null,
      reason: 'fallback',
      considered: [{ rep: 'omar', level: 0, skipped: 'away' }],
    });
  });

  it('what a whole team cannot take, with everybody who was asked', () => {
    const reps = { nina: 'active: false', omar: 'active: false', june: 'away: [{ from: 2026-03-01, to: 2026-03-09 }]' };
    expect(pick({ nina: 1, omar: 2, june: 1 }, {}, { reps })).toEqual({
      rep: 'sam',
      pool: null,
      reason: 'fallback',
      considered: [
        { rep: 'nina', level: 1, skipped: 'inactive' },
        { rep: 'omar', level: 2, skipped: 'inactive' },
        { rep: 'june', level: 2, skipped: 'away' },
      ],
    });
  });
});

test('picking takes no turn: asked again, it is the same rep', () => {
  const pools = ledger({ nina: 1, omar: 0, june: 1 });
  const input = { ...routingWith(), scope: ofTier('enterprise'), owner: null, pools, now: start };
  expect(pickOwner(input)).toEqual(pickOwner(input));
  expect(pools).toEqual(ledger({ nina: 1, omar: 0, june: 1 }));
});
