// What production makes of events on Postgres, and what the simulation makes of them in memory, end in the same people, accounts,
// deals, runs and deliveries: for any sequence of events, late ones, repeated ones and merges among them. No split is among the steps:
// its arm is a hash of the subject's id, and ids are each installation's own.

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answerBatch } from '#libs/ingest/answer-batch.service.js';
import { factOf, hour, installation, start } from '#libs/ingest/installation.fixture.js';
import { samenessKey } from '#libs/intake/sameness-key.service.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { Fact } from '#libs/language/fact.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { readHistory } from '#libs/reporting/history.store.js';
import { runStanding, type Standing } from '#libs/simulation/backtest/standing-of.js';
import { compareStandings, HistoryVerification, standingLine } from '#libs/simulation/backtest/verification.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { small } from '#libs/testing/small-workspace.js';
import { useDatabase } from '#libs/testing/test-database.service.js';

const database = useDatabase();

const texts = {
  'tracking-plan/more.yaml': 'event: Ticket Answered\n',
  'tracking-plan/signed-in.yaml': 'event: Signed In\n',
  'traits/of-person.yaml': `traits: person
compute:
  touches: { count: page }
  answered: { count: Ticket Answered }
  engagement: { bucket: { count: Ticket Answered, within: 3d }, levels: { high: 3, low: 1, critical: 0 } }
  is_new: { formula: since(person.first_seen_at) < days(2) }
`,
  'traits/of-people.yaml': `traits: account
compute:
  pages: { rollup: sum, of: person.touches }
  new_people: { rollup: count, of: person, if: person.is_new }
`,
  'workflows/quiet.yaml': `workflow: quiet
of: person
when: [{ trait: person.engagement, becomes: [low, critical] }]
again: after 1d
stop_when: [Demo Requested]
steps:
  - notify: { channel: "#sales", text: "\${{ person.email }} is quiet." }
  - wait: 30h
  - if: person.touches >= 2
    then: [{ notify: { channel: "#sales", text: Read a lot. } }]
    else: [{ set: { person.lifecycle: dormant } }]
`,
  'workflows/waits.yaml': `workflow: waits
of: account
when: [{ event: Demo Requested }]
again: after exit
unless_in: [big]
steps:
  - wait_for: { event: Ticket Answered, up_to: 20h, got: [{ notify: { channel: "#sales", text: Active. } }] }
  - wait: 5h
  - task: Call them
    for: owner
`,
  'workflows/big.yaml': `workflow: big
of: account
when: [{ trait: account.pages, becomes: 3 }]
again: never
steps: [{ wait: 10h }, { notify: { channel: "#sales", text: Three pages. } }]
`,
};

interface Sent {
  readonly fact: Fact;
  /** Hours since the one before. */
  readonly pause: number;
  readonly isTwice: boolean;
}

const people: readonly Fact['person'][] = [
  { email: 'ana@acme.test' },
  { email: 'bo@acme.test' },
  { email: 'cy@beta.test' },
  { anonymousId: 'a1' },
  { email: 'ana@acme.test', anonymousId: 'a1' },
  { email: 'cy@beta.test', userId: 'u1' },
  { userId: 'u1', anonymousId: 'a2' },
  { anonymousId: 'a2' },
];

const sent = fc
  .record({
    name: fc.constantFrom('page', 'page', 'Ticket Answered', 'Ticket Answered', 'Signed In', 'Demo Requested', 'Demo Requested'),
    person: fc.constantFrom(...people),
    pause: fc.integer({ min: 0, max: 40 }),
    late: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })),
    size: fc.constantFrom(5, 300, 2000),
    isTwice: fc.boolean(),
  })
  .map(({ name, person, pause, late, size, isTwice }) => ({
    pause,
    isTwice,
    fact: factOf(
      {
        kind: name === 'page' ? 'page' : 'event',
        name,
        at: -late * hour,
        person,
        properties: name === 'Demo Requested' ? { company_size: size, platform: 'shopify' } : {},
      },
      0,
    ),
  }));

test('any sequence of events ends the same on Postgres and in the simulation', async () => {
  const files = Object.entries({ ...small, 'workflows/inbound.yaml': inbound, ...texts }).map(([path, text]) => ({ path, text }));
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null) throw new Error(formatProblems(problems, files, 'human'));
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(sent, { minLength: 3, maxLength: 14 }), async (sequence: readonly Sent[]) => {
      await database.pool.query('select testing.reset()');
      const house = installation(database.pool);
      await house.apply({ 'workflows/inbound.yaml': inbound, ...texts });
      const replay = new HistoryVerification([{ workspace, appliedAt: start }], stepsByKind);
      let now = start;
      for (const [place, { fact, pause, isTwice }] of sequence.entries()) {
        now += pause * hour + 1;
        await passAll(house, now);
        const own = { ...fact, at: now + fact.at };
        const key = samenessKey(`m${place}`);
        for (let time = 0; time <= (isTwice ? 1 : 0); time += 1) await house.send({ ...own, key });
        await house.ingest();
        replay.take({ fact: own, id: String(place + 1), source: 'test', key, receivedAt: now });
      }
      now += 100 * hour;
      await passAll(house, now);
      const production = await standings(now);
      runs += production.filter(({ kind }) => kind === 'run').length;
      expect(compareStandings(production, replay.end(now))).toEqual([]);
    }),
    { numRuns: 12, seed: 20261125 },
  );
  expect(runs).toBeGreaterThan(30);
}, 120_000);

const inbound = `workflow: inbound
of: person
when: [{ event: Demo Requested }]
again: after 2d
steps:
  - route: inbound
  - create_deal: { pipeline: new-business, stage: new }
  - notify: { rep: owner, text: "\${{ person.email }} asked." }
  - wait: 2d
  - notify: { rep: owner, text: "Still quiet." }
`;

type House = ReturnType<typeof installation>;

/** Each due thing in its own moment, in the order in which a moment's things are done. */
async function passAll(house: House, to: number): Promise<void> {
  for (let rounds = 0; rounds < 1000; rounds += 1) {
    const { rows } = await database.pool.query<{ at: number | null }>(`
select round(extract(epoch from min(at)) * 1000)::float8 as at from (
  select min(due_at) as at from run where ended_at is null union all select min(due_at) from trait_due
  union all select min(due_at) from awaited_answer) due`);
    const at = rows[0]?.at ?? Infinity;
    if (at > to) return house.at(to);
    house.at(at);
    await house.passTime();
    await house.advance();
    await answerBatch(house.options());
  }
  throw new Error('time does not go on');
}

async function standings(now: number): Promise<Standing[]> {
  const found: Standing[] = [];
  const names = new Map<string, string>();
  const runs = [];
  for await (const line of readHistory(database.pool, { now, withOutcomes: true })) {
    if (line.kind === 'run') runs.push(line.run);
    if (line.kind !== 'person' && line.kind !== 'account' && line.kind !== 'deal' && line.kind !== 'delivery') continue;
    names.set(`${line.kind} ${line.id}`, line.name);
    // Nobody delivers here: what waits is compared as what would leave.
    const standing = standingLine(line);
    found.push({ ...standing, is: { ...standing.is, isWaiting: null } });
  }
  for (const run of runs) found.push(runStanding(run, names.get(`${run.subject.kind} ${run.subject.id}`) ?? '?'));
  return found;
}
