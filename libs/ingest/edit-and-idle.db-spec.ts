import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { type Author, DealEditor } from './edit-deal.service.js';
import { day, hour, installation, start } from './installation.fixture.js';
import { quietBatch } from './quiet-batch.service.js';
import { differingHistories } from './told-histories.fixture.js';

const database = useDatabase();
afterEach(async () => expect(await differingHistories(database.pool)).toEqual([]));
const team = `team: Sales
reps:
  nina: { name: Nina, email: nina@acme.example, team: enterprise }
  omar: { name: Omar, email: omar@acme.example, team: enterprise }
  sam: { name: Sam, email: sam@acme.example, team: leads }
`;
const routing =
  'routing: inbound\nby: account.tier\nto: { enterprise: { team: enterprise, pick: round_robin }, self_serve: nobody }\nfallback: rep:sam\n';
const pipeline = `pipeline: new-business
of: account
match: [deal.id, account.stripe_customer, person.email, account.domain]
stages:
  new:
  demo: { when: calendly.booked, back_to: new, back_when: calendly.canceled }
  won: { when: stripe.invoice_paid, set: { amount: event.amount, closed_at: event.meta.at } }
  lost: { idle: 60d, set: { lost_reason: went_quiet } }
never_back: true
rep_edits_hold: 7d
`;
const lost = `workflow: after-lost
of: deal
when: [{ stage: lost }]
steps:
  - notify: { rep: owner, text: "It went quiet." }
`;

const nina: Author = { by: 'rep', name: 'nina' };
let house: ReturnType<typeof installation>;
let editor: DealEditor;
beforeEach(async () => {
  house = installation(database.pool);
  await house.apply({
    'team.yaml': team,
    'routing/inbound.yaml': routing,
    'pipelines/new-business.yaml': pipeline,
    'workflows/after-lost.yaml': lost,
  });
  editor = new DealEditor({ pool: database.pool, context: house.context });
  await house.send({}, { person: { email: 'bob@blue.test' } });
  await house.ingest();
});

const query = async (text: string, ...values: unknown[]) => (await database.pool.query(text, values)).rows as Record<string, unknown>[];
const deals = () => query('select id, stage, owner, amount::text, version, fields, drift, billed from deal order by id');
const first = async () => (await deals())[0]!['id'] as string;
const quiet = () => quietBatch({ ...house.options(), limit: 100 });
const ledger = () => query(`select rep, sum(credit)::int as credit from turn group by rep order by rep`);

describe('idle: a deal is moved by time alone', () => {
  test('by the timer, once, at its own time, and its stage begins workflows', async () => {
    house.at(start + 60 * day - 1);
    expect(await quiet()).toBe(0);
    house.at(start + 60 * day + 5 * hour);
    expect(await quiet()).toBe(2);
    expect(await quiet()).toBe(0);
    expect(await deals()).toMatchObject([{ stage: 'lost', fields: { lost_reason: 'went_quiet' } }, { stage: 'lost' }]);
    expect(await query(`select at from deal_fact where kind = 'idle'`)).toEqual([
      { at: new Date(start + 60 * day) },
      { at: new Date(start + 60 * day) },
    ]);
    expect(await query(`select from_value, to_value, at from audit where field = 'stage' and to_value = '"lost"'`)).toHaveLength(2);
    expect(await query(`select recipient from delivery where workflow = 'after-lost' order by recipient`)).toEqual([
      { recipient: 'nina@acme.example' },
      { recipient: 'omar@acme.example' },
    ]);
  });

  test('several timers at once tell each deal once', async () => {
    house.at(start + 61 * day);
    const told = await Promise.all([quiet(), quiet(), quiet()]);
    expect(told.reduce((sum, one) => sum + one, 0) + (await quiet())).toBe(2);
    expect(await query(`select from deal_fact where kind = 'idle'`)).toHaveLength(2);
  });

  test('what people do keeps it alive: a visit is a fact about the deal, one row a day', async () => {
    for (const after of [30, 30.2, 30.4]) {
      house.at(start + after * day);
      await house.send({ kind: 'page', name: 'page', properties: { path: '/pricing' } });
      await house.ingest();
    }
    house.at(start + 61 * day);
    expect(await quiet()).toBe(1);
    expect(await deals()).toMatchObject([{ stage: 'new' }, { stage: 'lost' }]);
    expect(await query(`select from deal_fact where kind = 'activity'`)).toHaveLength(1);
    house.at(start + 91 * day);
    expect(await quiet()).toBe(1);
  });

  test('a pipeline whose idle has changed is right at once, for deals that were there before', async () => {
    await house.apply({ 'team.yaml': team, 'routing/inbound.yaml': routing, 'pipelines/new-business.yaml': pipeline.replace('60d', '5d') });
    house.at(start + 6 * day);
    expect(await quiet()).toBe(2);
  });
});

describe('a rep’s own edit', () => {
  test('is made, told in the audit with who did it, and shown with how long it holds', async () => {
    const id = await first();
    house.at(start + hour);
    const asked = { stage: 'demo', amount: { amount: 500, currency: 'JPY' }, fields: { note: 'met' } };
    expect(await editor.edit(id, asked, null, nina)).toEqual({ kind: 'done' });
    const [row] = await query('select stage, amount::text, currency, fields, holds, version from deal where id = $1', id);
    expect(row).toEqual({
      stage: 'demo',
      amount: '500',
      currency: 'jpy',
      fields: { note: 'met' },
      holds: { stage: start + hour + 7 * day, amount: start + hour + 7 * day, note: start + hour + 7 * day },
      version: 2,
    });
    const said = await query(
      `select field, because->>'by' as by, because->>'name' as name from audit where because->>'by' = 'rep' order by field`,
    );
    expect(said).toEqual(['amount', 'note', 'stage'].map((field) => ({ field, by: 'rep', name: 'nina' })));
  });

  test('wins for rep_edits_hold; until then a move is proposed, not made', async () => {
    const id = await first();
    await editor.edit(id, { stage: 'new', fields: { note: 'too early' } }, null, nina);
    house.at(start + day);
    await house.send({ name: 'calendly.booked' });
    await house.ingest();
    expect((await deals())[0]).toMatchObject({ stage: 'new' });
    expect(await query('select to_stage, state, reason from proposal')).toEqual([
      { to_stage: 'demo', state: 'open', reason: 'a rep edited the stage, and that still holds' },
    ]);
    house.at(start + 7 * day);
    await house.send({ name: 'calendly.booked' });
    await house.ingest();
    expect((await deals())[0]).toMatchObject({ stage: 'demo' });
  });

  test('two at once on one version: the second is told that the deal has changed', async () => {
    const id = await first();
    const answers = await Promise.all([editor.edit(id, { name: 'One' }, 1, nina), editor.edit(id, { name: 'Two' }, 1, nina)]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['changed', 'done']);
    expect(answers).toContainEqual({ kind: 'changed', version: 2 });
  });

  test('a fact that a rep would not see is no other version', async () => {
    const id = await first();
    await house.send({ kind: 'page', name: 'page' });
    await house.ingest();
    expect(await editor.edit(id, { name: 'Still the same' }, 1, nina)).toEqual({ kind: 'done' });
  });

  test('of what is not so, nothing is changed', async () => {
    const id = await first();
    const asked = {
      stage: 'demoed',
      owner: 'ninna',
      amount: { amount: 1.5, currency: 'usd' },
      naem: 'x',
      fields: { 'a b': 1, stage: 'x' },
    };
    expect(await editor.edit(id, asked, null, nina)).toEqual({
      kind: 'refused',
      problems: [
        { field: 'naem', message: 'a deal has no such field', fix: 'did you mean "name"?' },
        { field: 'stage', message: 'the pipeline "new-business" has no such stage', fix: 'did you mean "demo"?' },
        { field: 'amount.amount', message: 'an amount is a whole number of minor units, not below zero', fix: expect.any(String) },
        { field: 'owner', message: 'the team has no such rep', fix: 'did you mean "nina"?' },
        { field: 'fields.a b', message: 'this cannot be a field of your own', fix: expect.any(String) },
        { field: 'fields.stage', message: 'this cannot be a field of your own', fix: expect.any(String) },
      ],
    });
    expect(await query(`select from deal_fact where kind = 'edit'`)).toEqual([]);
    expect(await editor.edit('999', { name: 'x' }, null, nina)).toEqual({ kind: 'not found' });
  });
});

describe('a proposal', () => {
  const propose = async (): Promise<{ deal: string; id: string }> => {
    const deal = await first();
    await house.send({ name: 'calendly.booked' });
    await house.ingest();
    house.at(start + hour);
    await editor.edit(deal, { stage: 'demo', fields: { why: 'sure' } }, null, nina);
    await editor.edit(deal, { stage: 'new' }, null, nina);
    house.at(start + day);
    await house.send({
      name: 'stripe.invoice_paid',
      properties: { amount: { amount: 7_000, currency: 'usd' }, billing_reason: 'subscription_create', invoice: 'in_1' },
    });
    await house.ingest();
    const [proposal] = await query('select id, from_stage, to_stage, state, because from proposal');
    expect(proposal).toMatchObject({
      from_stage: 'new',
      to_stage: 'won',
      state: 'open',
      because: { by: 'rule', event: { name: 'stripe.invoice_paid' } },
    });
    return { deal, id: proposal!['id'] as string };
  };

  test('that is accepted is made as the rule would have made it, with its amount, and the hold is over', async () => {
    const { id } = await propose();
    expect((await deals())[0]).toMatchObject({ stage: 'new', amount: null });
    expect(await editor.accept(id, nina)).toEqual({ kind: 'done' });
    expect((await deals())[0]).toMatchObject({ stage: 'won', amount: '7000' });
    expect(await query('select state, decided_by from proposal')).toEqual([{ state: 'accepted', decided_by: 'nina' }]);
    expect(await editor.accept(id, nina)).toEqual({ kind: 'decided', state: 'accepted' });
    const [change] = await query(`select because from audit where field = 'stage' and to_value = '"won"'`);
    expect(change).toMatchObject({
      because: { by: 'rep', name: 'nina', event: { name: 'stripe.invoice_paid' }, details: { accepted: 'won' } },
    });
  });

  test('that is dismissed is told, and stays decided when the facts are folded again', async () => {
    const { id } = await propose();
    expect(await editor.dismiss(id, { by: 'api', name: 'admin' })).toEqual({ kind: 'done' });
    await house.send({ name: 'calendly.booked', at: start - hour });
    await house.ingest();
    expect(await query('select state, decided_by from proposal')).toEqual([{ state: 'dismissed', decided_by: 'admin' }]);
    expect(await editor.accept(id, nina)).toEqual({ kind: 'decided', state: 'dismissed' });
    expect(await editor.dismiss('999', nina)).toEqual({ kind: 'not found' });
  });
});

describe('the ledger of turns', () => {
  test('a manual reassignment moves the credit, and takes the account along', async () => {
    const id = await first();
    expect(await editor.edit(id, { owner: 'omar' }, null, nina)).toEqual({ kind: 'done' });
    expect(await ledger()).toEqual([
      { rep: 'nina', credit: 0 },
      { rep: 'omar', credit: 2 },
    ]);
    expect(await query('select rep, turns, adjustments from pool_member order by rep')).toEqual([
      { rep: 'nina', turns: 1, adjustments: -1 },
      { rep: 'omar', turns: 1, adjustments: 1 },
    ]);
    expect(
      await query(`select rep, credit, because->>'by' as by, because->'details'->>'reason' as reason from turn where credit < 0`),
    ).toEqual([{ rep: 'nina', credit: -1, by: 'rep', reason: 'handed on by hand: the credit goes along' }]);
    expect(await query('select owner from account order by id')).toEqual([{ owner: 'omar' }, { owner: 'omar' }]);
    await house.send({ person: { email: 'eve@red.test' } });
    await house.ingest();
    expect((await deals()).map(({ owner }) => owner)).toEqual(['omar', 'omar', 'nina']);
  });

  test('to somebody of another team it is only given back', async () => {
    await editor.edit(await first(), { owner: 'sam' }, null, nina);
    expect(await ledger()).toEqual([
      { rep: 'nina', credit: 0 },
      { rep: 'omar', credit: 1 },
    ]);
  });

  test.each(['calendly.canceled', 'calendly.no_show'])('%s gives the turn back, once', async (name) => {
    await house.send({ name: 'calendly.booked' }, { name, properties: { host_email: 'Nina@acme.example' } });
    await house.ingest();
    await house.send({ name, at: start + 1 });
    await house.ingest();
    expect(await ledger()).toEqual([
      { rep: 'nina', credit: 0 },
      { rep: 'omar', credit: 1 },
    ]);
    await house.send({ person: { email: 'eve@red.test' } });
    await house.ingest();
    expect((await deals()).at(-1)).toMatchObject({ owner: 'nina' });
  });

  test('a meeting that is booked again takes the turn again, and a first booking takes none', async () => {
    const host = { host_email: 'nina@acme.example' };
    const sums = async (): Promise<unknown> => (await ledger())[0]!['credit'];
    await house.send({ name: 'calendly.booked', properties: host });
    await house.ingest();
    expect(await sums()).toBe(1);
    await house.send({ name: 'calendly.canceled', properties: host, at: start + 1 });
    await house.ingest();
    expect(await sums()).toBe(0);
    await house.send(
      { name: 'calendly.booked', properties: host, at: start + 2 },
      { name: 'calendly.booked', properties: host, at: start + 3 },
    );
    await house.ingest();
    expect(await sums()).toBe(1);
    expect(
      await query(`select credit, because->'details'->>'reason' as reason from turn where rep = 'nina' order by id desc limit 1`),
    ).toEqual([{ credit: 1, reason: 'booked again: the turn that was given back is taken again' }]);
  });

  test('two batches that give one turn back give it back once', async () => {
    const id = await first();
    await Promise.all([editor.edit(id, { owner: 'omar' }, null, nina), editor.edit(id, { owner: 'sam' }, null, nina)]);
    const sum = (await ledger()).reduce((all, { credit }) => all + (credit as number), 0);
    expect(sum).toBeLessThanOrEqual(2);
    expect((await ledger()).every(({ credit }) => (credit as number) >= 0)).toBe(true);
  });
});
