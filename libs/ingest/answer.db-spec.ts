import { beforeEach, describe, expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { answerBatch } from './answer-batch.service.js';
import { DealEditor } from './edit-deal.service.js';
import { hour, installation, start } from './installation.fixture.js';

const database = useDatabase();
const minute = 60_000;
const team = `team: Sales
reps:
  nina: { name: Nina Berg, email: nina@acme.example, team: enterprise }
  omar: { name: Omar, email: omar@acme.example, team: enterprise }
  sam: { name: Sam, email: sam@acme.example, team: leads }
`;
const routing = (onNoAnswer: string) => `routing: inbound
by: account.tier
to: { enterprise: { team: enterprise, pick: round_robin, answer_within: 5m }, self_serve: nobody }
fallback: rep:sam
${onNoAnswer === '' ? '' : `on_no_answer: ${onNoAnswer}`}
`;

let house: ReturnType<typeof installation>;
async function begin(onNoAnswer: string): Promise<void> {
  house = installation(database.pool);
  await house.apply({ 'team.yaml': team, 'routing/inbound.yaml': routing(onNoAnswer) });
  await house.send({});
  await house.ingest();
}
const query = async (text: string, ...values: unknown[]) => (await database.pool.query(text, values)).rows as Record<string, unknown>[];
const timer = () => answerBatch({ ...house.options(), limit: 100 });
const answers = () => query('select rep, outcome, answered_by, tried, due_at from awaited_answer order by id');
const owners = async () => [(await query('select owner from account'))[0]!['owner'], (await query('select owner from deal'))[0]!['owner']];
const later = (ms: number) => house.at(start + ms);

describe('answer_within: 5m with on_no_answer: reassign', () => {
  beforeEach(() => begin('reassign'));

  test('when it passes the lead is the next rep’s, with account, deal, a turn of the ledger and a word to the rep', async () => {
    later(5 * minute - 1);
    expect(await timer()).toBe(0);
    later(5 * minute);
    expect(await timer()).toBe(1);
    expect(await owners()).toEqual(['omar', 'omar']);
    expect(await answers()).toEqual([
      { rep: 'nina', outcome: 'reassigned', answered_by: null, tried: [], due_at: null },
      { rep: 'omar', outcome: null, answered_by: null, tried: ['nina'], due_at: new Date(start + 10 * minute) },
    ]);
    expect(await query('select rep, turns, adjustments from pool_member order by rep')).toEqual([
      { rep: 'nina', turns: 1, adjustments: 0 },
      { rep: 'omar', turns: 1, adjustments: 0 },
    ]);
    const [told] = await query(`select recipient, payload from delivery where key like 'answer:%'`);
    expect(told).toMatchObject({
      recipient: 'omar@acme.example',
      payload: { rep: 'omar', text: 'ana@acme.test is yours: Nina Berg did not answer within 5m.' },
    });
    const [why] = await query(`select because from audit where subject_kind = 'account' and field = 'owner' order by id desc limit 1`);
    expect(why).toMatchObject({
      because: {
        by: 'rule',
        name: 'inbound',
        rule: { place: { file: 'routing/inbound.yaml' } },
        details: {
          no_answer: 'nina',
          reason: 'turn',
          considered: [
            { rep: 'nina', level: 1, skipped: 'did not answer' },
            { rep: 'omar', level: 0 },
          ],
        },
      },
    });
  });

  test('when nobody of the team answers it is the fallback’s, and ends there', async () => {
    later(5 * minute);
    await timer();
    later(10 * minute);
    expect(await timer()).toBe(1);
    expect(await owners()).toEqual(['sam', 'sam']);
    later(100 * hour);
    expect(await timer()).toBe(0);
    expect((await answers()).map(({ outcome }) => outcome)).toEqual(['reassigned', 'fallback']);
  });

  test.each([
    ['a meeting that they hold', { name: 'calendly.booked', properties: { host_email: 'Nina@Acme.example' } }, 'calendly.booked'],
    ['a call that they made', { name: 'gong.call_held', properties: { rep: 'nina' } }, 'gong.call_held'],
  ])('%s is the rep’s touch, and answers it', async (_what, fact, by) => {
    later(4 * minute);
    await house.send(fact);
    await house.ingest();
    later(hour);
    expect(await timer()).toBe(0);
    expect(await owners()).toEqual(['nina', 'nina']);
    expect(await answers()).toMatchObject([{ rep: 'nina', outcome: 'answered', answered_by: by }]);
  });

  test('so is an edit of theirs, and a lead that was handed on by hand is not taken from its new owner', async () => {
    const [deal] = await query('select id from deal');
    const editor = new DealEditor({ pool: database.pool, context: house.context });
    later(minute);
    await editor.edit(deal!['id'] as string, { name: 'Called back' }, null, { by: 'rep', name: 'nina' });
    expect(await answers()).toMatchObject([{ outcome: 'answered', answered_by: 'edit' }]);
    await house.send({ person: { email: 'bob@blue.test' } });
    await house.ingest();
    const [other] = await query(`select d.id from deal d join account a on a.id = d.account_id where a.domain = 'blue.test'`);
    await editor.edit(other!['id'] as string, { owner: 'sam' }, null, { by: 'api', name: 'admin' });
    later(hour);
    expect(await timer()).toBe(1);
    expect((await answers())[1]).toMatchObject({ rep: 'omar', outcome: 'handed_on' });
    expect(await query(`select owner from deal where id = $1`, other!['id'])).toEqual([{ owner: 'sam' }]);
  });

  test.each([
    ['what another rep did', { name: 'calendly.booked', properties: { host_email: 'omar@acme.example' } }],
    ['a meeting that was called off', { name: 'calendly.canceled', properties: { host_email: 'nina@acme.example' } }],
    ['what the customer did', { kind: 'page' as const, name: 'page' }],
    ['what was before the lead', { name: 'gong.call_held', properties: { rep: 'nina' }, at: start - 1 }],
  ])('%s is no touch of the rep', async (_what, fact) => {
    later(minute);
    await house.send(fact);
    await house.ingest();
    later(5 * minute);
    expect(await timer()).toBe(1);
  });

  test('a touch and the lead in one batch: it is answered from the start', async () => {
    await house.send(
      { person: { email: 'eve@red.test' } },
      { person: { email: 'eve@red.test' }, name: 'gong.call_held', properties: { rep: 'omar' } },
    );
    await house.ingest();
    expect((await answers())[1]).toMatchObject({ rep: 'omar', outcome: 'answered' });
  });

  test('several timers at once give it away once', async () => {
    later(6 * minute);
    const looked = await Promise.all([timer(), timer(), timer()]);
    expect(looked.reduce((sum, one) => sum + one, 0) + (await timer())).toBe(1);
    expect(await answers()).toHaveLength(2);
  });
});

test('on_no_answer: remind tells the rep once, and the first answer is noted as late', async () => {
  await begin('remind');
  later(5 * minute);
  expect(await timer()).toBe(1);
  expect(await query(`select recipient, payload->>'text' as text from delivery where key like 'answer:%'`)).toEqual([
    { recipient: 'nina@acme.example', text: 'ana@acme.test has been waiting for your answer for 5m.' },
  ]);
  await house.send({ name: 'gong.call_held', properties: { rep: 'nina' } });
  await house.ingest();
  expect(await answers()).toMatchObject([{ rep: 'nina', outcome: 'reminded', answered_by: 'gong.call_held' }]);
  expect(await owners()).toEqual(['nina', 'nina']);
});

test('on_no_answer: fallback gives it to the fallback', async () => {
  await begin('fallback');
  later(5 * minute);
  await timer();
  expect(await owners()).toEqual(['sam', 'sam']);
  expect(await answers()).toMatchObject([{ outcome: 'fallback' }]);
});

test('without on_no_answer being late is noted, and nothing follows', async () => {
  await begin('');
  later(5 * minute);
  expect(await timer()).toBe(1);
  expect(await owners()).toEqual(['nina', 'nina']);
  expect(await answers()).toMatchObject([{ outcome: 'late', due_at: null }]);
});
