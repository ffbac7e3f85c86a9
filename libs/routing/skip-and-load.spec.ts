import { describe, expect, it, test } from '@jest/globals';
import { compile } from '#libs/testing/small-workspace.js';
import { joinPool } from './join-pool.js';
import { pickOwner, type PickInput } from './pick-owner.js';
import type { PoolMember } from './pool-slice.js';
import { hour, ledger, ofTier, pool, routingWith, start } from './routing.fixture.js';

const routingYaml = (more: string, pick = 'round_robin') => `routing: inbound
by: account.tier
to:
  enterprise: { team: enterprise, pick: ${pick}, answer_within: 5m }
  growth: { team: smb, pick: least_loaded, answer_within: 30m }
  self_serve: nobody
keep_owner: true
match_accounts: [domain, name]
fallback: rep:sam
${more}`;

const smb = '\n  lou: { name: Lou, email: lou@acme.example, teams: [smb, enterprise] }\n';
const teamYaml = (nina = '', omar = '', june = '', head = '') => `team: Sales
${head}reps:
  nina: { name: Nina Berg, email: nina@acme.example, team: enterprise${nina} }
  omar: { name: Omar Diallo, email: omar@acme.example, team: enterprise${omar} }
  june: { name: June Park, email: june@acme.example, team: enterprise${june} }
  sam: { name: Sam Ortiz, email: sam@acme.example, team: smb }
`;

function pick(input: Partial<PickInput> & { readonly team: PickInput['team']; readonly routing: PickInput['routing'] }) {
  return pickOwner({ scope: ofTier('enterprise'), owner: null, pools: ledger({ nina: 0, omar: 0, june: 0 }), now: start, ...input });
}

/** start is Monday, 2 March 2026, 09:00 UTC. */
const at = (iso: string) => Date.parse(iso);

describe('skip: off_hours', () => {
  const { team, routing } = routingWith({
    team: teamYaml(
      ', hours: "09:00-17:00", days: mon-fri, time_zone: America/New_York',
      ', hours: "09:00-17:00", time_zone: Europe/Berlin',
      ', hours: "00:00-24:00", days: [sat, sun]',
    ),
    routing: routingYaml('skip: [off_hours]\n'),
  });
  it.each([
    ['before New York begins it is Berlin’s', '2026-03-02T09:00:00Z', 'omar'],
    ['the minute in which New York begins', '2026-03-02T14:00:00Z', 'nina'],
    ['the last minute of New York', '2026-03-02T21:59:59Z', 'nina'],
    ['its end is off already, and nobody is left', '2026-03-02T22:00:00Z', 'sam'],
    ['after the clocks went forward nine o’clock comes an hour earlier', '2026-03-09T13:00:00Z', 'nina'],
    ['at the weekend whoever works then, by the company’s zone', '2026-03-07T20:00:00Z', 'june'],
    ['a rep without days works on each of them', '2026-03-08T08:00:00Z', 'omar'],
  ])('%s', (_what, now, rep) => {
    const pools = ledger({ nina: 1, omar: 2, june: 3 });
    expect(pick({ team, routing, pools, now: at(now) }).rep).toBe(rep);
  });

  it('tells who was passed over, and keeps their place: who was asleep is next in the morning', () => {
    const pools = ledger({ nina: 0, omar: 4, june: 9 });
    joinPool(pools, { pool, of: 'enterprise', team, skip: routing.skip, now: start });
    expect(pick({ team, routing, pools, now: start })).toMatchObject({
      rep: 'omar',
      considered: [
        { rep: 'nina', skipped: 'off_hours' },
        { rep: 'omar', level: 4 },
        { rep: 'june', skipped: 'off_hours' },
      ],
    });
    expect(pools.dirty.size).toBe(0);
  });

  it('without hours of their own reps have the team’s, else the company’s business hours', () => {
    const head = 'hours: "10:00-11:00"\n';
    const own = routingWith({ team: teamYaml(', hours: "09:00-10:00"', '', '', head), routing: routingYaml('skip: [off_hours]\n') });
    expect(own.team.reps.get('nina')?.hours).toEqual({ from: 540, to: 600, days: [1, 2, 3, 4, 5, 6, 7], zone: 'Europe/Berlin' });
    expect(own.team.reps.get('omar')?.hours).toMatchObject({ from: 600, to: 660 });
    const { workspace, problems } = compile({
      'workspace.yaml':
        'workspace: Acme\ntime_zone: Europe/Berlin\nbusiness_hours: { hours: "08:00-18:00", days: mon-fri }\ndefaults: { capacity: 40, answer_within: 1h, rep_edits_hold: 2d }\nsender: { name: Acme, email: a@acme.example, address: here }\n',
      'team.yaml': teamYaml(),
      'routing/inbound.yaml': routingYaml('')
        .replace(', answer_within: 5m', '')
        .replace('  growth: { team: smb, pick: least_loaded, answer_within: 30m }\n', ''),
      'pipelines/new-business.yaml': 'pipeline: new-business\nmatch: [account.id]\nstages: { new: , won: }\n',
      'workflows/inbound.yaml': null,
    });
    expect(problems).toEqual([]);
    expect(workspace?.businessHours).toEqual({ from: 480, to: 1080, days: [1, 2, 3, 4, 5], zone: 'Europe/Berlin' });
    expect(workspace?.team.reps.get('nina')).toMatchObject({ hours: { from: 480, to: 1080, days: [1, 2, 3, 4, 5] }, capacity: 40 });
    expect(workspace?.routings.get('inbound')).toMatchObject({ onReturn: 'average' });
    expect(workspace?.routings.get('inbound')?.to.get('enterprise')).toMatchObject({ answerWithin: 3_600_000 });
    expect(workspace?.pipelines.get('new-business')?.repEditsHold).toBe(2 * 24 * hour);
  });
});

describe('skip: full', () => {
  const { team, routing } = routingWith({ team: teamYaml(', capacity: 2', ', capacity: 0'), routing: routingYaml('skip: [full]\n') });
  it.each([
    ['who has as many open deals as the capacity is passed over', 2, 'june'],
    ['one less is room for one more', 1, 'nina'],
  ])('%s', (_what, open, rep) => {
    const chosen = pick({ team, routing, loads: new Map([['nina', open]]) });
    expect(chosen.rep).toBe(rep);
    expect(chosen.considered[0]).toEqual({ rep: 'nina', level: 0, load: open, ...(open === 2 ? { skipped: 'full' } : {}) });
    expect(chosen.considered[1]).toEqual({ rep: 'omar', level: 0, load: 0, skipped: 'full' });
  });
  it('without a capacity there is no limit', () => {
    expect(
      pick({
        team,
        routing,
        loads: new Map([
          ['june', 10_000],
          ['nina', 2],
        ]),
      }).rep,
    ).toBe('june');
  });
});

describe('pick: least_loaded', () => {
  type Ledger = Readonly<Record<string, number | Partial<PoolMember>>>;
  const { team, routing } = routingWith({ team: teamYaml('', '', ', weight: 0.5'), routing: routingYaml('', 'least_loaded') });
  it.each<[string, Readonly<Record<string, number>>, Ledger, string]>([
    ['is whoever has the fewest open deals', { nina: 3, omar: 2, june: 4 }, {}, 'omar'],
    ['by weight: half a share is full at half as many', { nina: 3, omar: 3, june: 2 }, { nina: 1, omar: 0 }, 'omar'],
    ['by weight, the other way', { nina: 3, omar: 3, june: 1 }, {}, 'june'],
    ['a tie goes by the ledger', { nina: 1, omar: 1, june: 1 }, { nina: 5, omar: 4 }, 'omar'],
    [
      'then to the longest waiting',
      {},
      { nina: { turns: 1, lastTurnAt: start }, omar: { turns: 1, lastTurnAt: start - hour }, june: 9 },
      'omar',
    ],
  ])('%s', (_what, loads, members, rep) => {
    expect(pick({ team, routing, pools: ledger(members), loads: new Map(Object.entries(loads)) })).toMatchObject({
      rep,
      pool,
      reason: 'turn',
    });
  });
});

test('a rep can be in several teams; the first is the rep’s own', () => {
  const { team } = routingWith({ team: teamYaml() + smb.slice(1), routing: routingYaml('') });
  expect(team.teams.get('enterprise')).toEqual(['nina', 'omar', 'june', 'lou']);
  expect(team.teams.get('smb')).toEqual(['sam', 'lou']);
  expect(team.reps.get('lou')?.team).toBe('smb');
});

describe('on_return', () => {
  const away = ', away: [{ from: "2026-03-02T09:00:00Z", to: "2026-03-02T10:00:00Z" }]';
  it.each([
    ['average, the default: a return from leave starts at the average', '', 8],
    ['catch_up: what was missed is caught up with', 'on_return: catch_up\n', 2],
  ])('%s', (_what, line, level) => {
    const { team, routing } = routingWith({ team: teamYaml(away), routing: routingYaml(`skip: [away]\n${line}`) });
    const pools = ledger({ nina: 2, omar: 9, june: 7 });
    joinPool(pools, { pool, of: 'enterprise', team, skip: routing.skip, onReturn: routing.onReturn, now: start });
    const [nina] = pools.pools.get(pool)!;
    expect(nina!.turns + nina!.adjustments).toBe(level);
  });
});

describe('match_accounts', () => {
  const { team, routing } = routingWith({ team: teamYaml(), routing: routingYaml('') });
  it('a lead of a known account goes to the account’s owner', () => {
    expect(pick({ team, routing, namesake: 'june' })).toEqual({
      rep: 'june',
      pool: null,
      reason: 'known_account',
      considered: [{ rep: 'june', level: 0 }],
    });
  });
  it('but its own owner comes first, and nobody who has left comes at all', () => {
    expect(pick({ team, routing, owner: 'omar', namesake: 'june' })).toMatchObject({ rep: 'omar', reason: 'keeps_owner' });
    expect(pick({ team, routing, namesake: 'zoe' })).toMatchObject({ rep: 'nina', reason: 'turn' });
  });
});

describe('hours that are none are told with the fix', () => {
  it.each([
    ['hours: "9-17"', 'E209', 'hours: "09:00-17:00"'],
    ['hours: "17:00-09:00"', 'E207', 'the later time'],
    ['hours: "09:00-24:30"', 'E209', 'hours: "09:00-17:00"'],
    ['hours: 9', 'E203', 'quote it'],
    ['days: monday', 'E209', 'mon-fri'],
    ['days: mon-fri-sun', 'E209', 'mon-fri'],
    ['time_zone: New York', 'E209', 'IANA'],
    ['capacity: -1', 'E207', 'from 0'],
    ['capacity: 1.5', 'E207', 'whole number'],
    ['teams: [a]', 'E202', 'keep one'],
  ])('%s', (line, code, hint) => {
    const { problems } = compile({ 'team.yaml': teamYaml(`, ${line}`), 'routing/inbound.yaml': null, 'workflows/inbound.yaml': null });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code, place: { file: 'team.yaml', line: 3 } });
    expect(`${problems[0]!.message} ${problems[0]!.hint}`).toContain(hint);
  });
});
