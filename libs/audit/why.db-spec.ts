import { beforeEach, describe, expect, test } from '@jest/globals';
import { inTransaction } from '#libs/database/transaction.store.js';
import type { Trace } from '#libs/language/expression.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { saveChanges } from './audit.store.js';
import type { Because, Change } from './because.js';
import { WhyStore } from './why.store.js';

const database = useDatabase();
const at = Date.UTC(2026, 2, 2, 11);
const minute = 60_000;
const rule = { place: { file: 'pipelines/new-business.yaml', line: 12, column: 3 }, version: 'abc1234def' };
const asked = { id: '70', name: 'Demo Requested', at, source: 'segment:website' };
const big: Trace = {
  source: 'account.employees >= 200',
  place: rule.place,
  result: true,
  parts: [{ source: 'account.employees >= 200', result: true, saw: [{ name: 'account.employees', value: 1200 }] }],
};
let nextId = 1000;
const newId = () => String((nextId += 1));
const why = () => new WhyStore(database.pool);

function save(...changes: Change[]): Promise<void> {
  return inTransaction(database.pool, (client) => saveChanges(client, changes, newId));
}

function change(
  kind: Change['subject']['kind'],
  id: string,
  field: string,
  from: Change['from'],
  to: Change['to'],
  because: Because,
): Change {
  return { subject: { kind, id }, field, from, to, at, because };
}

beforeEach(async () => {
  await database.pool.query(`
    insert into account (id, name, domain, owner, tier, first_seen_at, last_seen_at, merged_into) values
      (1, 'Acme', 'acme.test', 'nina', 'enterprise', now(), now(), null), (2, 'Acme Inc', null, null, null, now(), now(), 1);
    insert into person (id, email, first_seen_at, last_seen_at, merged_into) values (3, 'ana@acme.test', now(), now(), null), (4, null, now(), now(), 3);
    insert into deal (id, pipeline, account_id, contact_id, name, stage, amount, currency, owner, created_at, in_stage_since, last_fact_at)
      values (5, 'new-business', 1, 3, 'Acme', 'won', 5400050, 'usd', 'nina', now(), now(), now());
    insert into workspace_version (id, hash, files, applied_at, applied_by) overriding system value values (1, 'h', '{}', now(), 'me');
    insert into workflow_version (id, workflow, hash, workspace_version_id, created_at) overriding system value values (1, 'inbound', 'feedface00', 1, now());
  `);
  await database.pool.query(
    `insert into run (subject_id, id, subject_kind, person_id, workflow, version_id, state, trigger, started_at) values (3, 88, 'person', 3, 'inbound', 1, 'done', $1, now())`,
    [JSON.stringify({ eventId: '70', name: asked.name, at, receivedAt: at, source: asked.source, properties: {} })],
  );
  for (const [seq, step, kind, outcome] of [
    [1, '1-if', 'if', { kind: 'go', port: 'then', traces: [big] }],
    [2, '2-route', 'route', { kind: 'go', port: 'next' }],
    [3, '3-email', 'email', { kind: 'listen' }],
  ] as const)
    await database.pool.query(
      `insert into run_step (subject_id, run_id, seq, at, step, kind, visit, input, facts, outcome) values (3, 88, $1, $2, $3, $4, 1, '{}', '{}', $5)`,
      [seq, new Date(at + seq), step, kind, JSON.stringify(outcome)],
    );
  await database.pool.query(
    `insert into event (subject_id, id, received_at, at, kind, name, source, key, verdict, body)
     values (3, 71, $1, $2, 'event', 'stripe.invoice_paid', 'stripe', gen_random_uuid(), 'used', '')`,
    [new Date(at + 90 * minute), new Date(at)],
  );
});

describe('promise 18: why a deal is as it is', () => {
  test('each change names its fact, its rule and what the conditions saw; a late fact says when it came', async () => {
    const paid = { id: '71', name: 'stripe.invoice_paid', at, source: 'stripe' };
    await save(change('deal', '5', 'stage', 'trial', 'won', { by: 'rule', name: 'new-business', event: paid, rule, traces: [big] }));
    const answer = await why().deal('5');
    expect(answer?.lines).toEqual([
      'deal 5 · Acme · stage won, owner nina, amount 54,000.50 USD',
      '',
      '2026-03-02 11:00 UTC  stage trial → won  (came late)',
      '  because stripe.invoice_paid (stripe, event 71; it arrived 2026-03-02 12:30 UTC)',
      '  by the rule pipelines/new-business.yaml:12 (version abc1234)',
      '    account.employees >= 200 is true (account.employees 1200)',
    ]);
    expect(answer?.questions).toMatchObject([{ field: 'stage', from: 'trial', to: 'won', at, arrivedAt: at + 90 * minute, run: null }]);
  });

  test('changes of one instant stand in the order in which they were made, and other subjects’ are left out', async () => {
    const because: Because = { by: 'rep', name: 'nina' };
    await save(
      change('deal', '5', 'stage', 'new', 'trial', because),
      change('deal', '5', 'stage', 'trial', 'won', because),
      change('account', '1', 'tier', null, 'enterprise', because),
    );
    expect((await why().deal('5'))?.questions.map(({ to }) => to)).toEqual(['trial', 'won']);
  });

  test('a deal without a name is called like its account', async () => {
    await database.pool.query(`update deal set name = ''; update account set name = null where id = 1`);
    expect((await why().deal('5'))?.lines[0]).toBe('deal 5 · acme.test · stage won, owner nina, amount 54,000.50 USD');
  });

  test('a deal that nothing has changed says so; an id that nobody has is null', async () => {
    expect((await why().deal('5'))?.lines.at(-1)).toBe('nothing has changed it so far');
    expect(await why().deal('99')).toBeNull();
  });
});

describe('why an owner', () => {
  const routed: Because = {
    by: 'workflow',
    name: 'inbound',
    event: asked,
    rule,
    run: { id: '88', step: '2-route', workflow: 'inbound' },
    details: {
      reason: 'turn',
      considered: [
        { rep: 'nina', level: 0.5 },
        { rep: 'omar', level: 0, skipped: 'away' },
      ],
    },
  };

  test('the reps who were considered, the run and the decisions on the way to the step', async () => {
    await save(change('account', '1', 'owner', null, 'nina', routed));
    const answer = await why().owner('account', '1');
    expect(answer?.lines.slice(2)).toEqual([
      '2026-03-02 11:00 UTC  owner none → nina',
      '  because Demo Requested (segment:website, event 70)',
      '  after 1-if → then: account.employees >= 200 is true (account.employees 1200)',
      '  by the workflow inbound, step 2-route of run 88 (pipelines/new-business.yaml:12, version abc1234)',
      '  it was the turn of whoever had had the least',
      '  reps considered: nina level 0.5, omar skipped: away',
    ]);
    expect(answer?.questions[0]?.run).toMatchObject({
      id: '88',
      version: 'feedface00',
      way: [{ step: '1-if', went: 'then' }, { step: '2-route' }],
    });
  });

  test('a deal’s owner is told with its account’s, which it took', async () => {
    await save(
      change('account', '1', 'owner', null, 'nina', routed),
      change('deal', '5', 'owner', null, 'nina', { ...routed, details: {} }),
    );
    const lines = (await why().owner('deal', '5'))?.lines ?? [];
    expect(lines.filter((line) => line.startsWith('2026'))).toEqual([
      '2026-03-02 11:00 UTC  owner none → nina',
      '2026-03-02 11:00 UTC  account 1: owner none → nina',
    ]);
  });

  test('what was written under an account that was merged is told by the survivor, and its old id keeps answering', async () => {
    await save(change('account', '2', 'owner', null, 'omar', { by: 'api', name: 'import' }));
    for (const id of ['1', '2']) {
      const answer = await why().owner('account', id);
      expect(answer?.subject).toMatchObject({ kind: 'account', id: '1' });
      expect(answer?.lines.slice(2)).toEqual(['2026-03-02 11:00 UTC  account 2: owner none → omar', '  by the API key "import"']);
    }
  });
});

test('a score is told with its lines and the tier it gave, without other scores', async () => {
  const because: Because = {
    by: 'rule',
    name: 'fit',
    event: asked,
    rule: { place: { file: 'scores/fit.yaml', line: 1, column: 1 }, version: 'abc1234def' },
    details: { lines: [{ points: 40, because: 'big team', line: 4, saw: { 'account.employees': 1200 } }] },
  };
  await save(
    change('account', '1', 'score.fit', null, 40, because),
    change('account', '1', 'tier', null, 'enterprise', because),
    change('account', '1', 'score.intent', null, 5, { ...because, name: 'intent' }),
    change('account', '1', 'tier', null, 'other', { ...because, name: 'intent' }),
  );
  const lines = (await why().score('account', '1', 'fit'))?.lines ?? [];
  expect(lines.filter((line) => !line.startsWith(' ')).slice(2)).toEqual([
    '2026-03-02 11:00 UTC  score.fit none → 40 · tier none → enterprise',
  ]);
  expect(lines).toContain('  +40 big team  scores/fit.yaml:4 (account.employees 1200)');
});

describe('why a message', () => {
  const send = (state: string, error: string | null) =>
    database.pool.query(
      `insert into delivery (subject_id, id, created_at, key, action, recipient, payload, run_id, person_id, workflow, state, attempts, error, ended_at)
       values (3, 9, $1, '88:3-email:1:1', 'email.send', 'ana@acme.test', '{"template":"book-a-call"}', 88, 3, 'inbound', $2, 2, $3, $4)`,
      [new Date(at + 3), state, error, new Date(at + minute)],
    );

  test('the fact, the decisions and what became of it', async () => {
    await send('failed', '550 no such mailbox');
    expect((await why().delivery('9'))?.lines).toEqual([
      'delivery 9 · email.send book-a-call to ana@acme.test',
      '',
      'asked for  2026-03-02 11:00 UTC',
      '  because Demo Requested (segment:website, event 70)',
      '  after 1-if → then: account.employees >= 200 is true (account.employees 1200)',
      '  by the workflow inbound, step 3-email of run 88 (version feedfac)',
      'failed, 2 attempts, ended 2026-03-02 11:01 UTC',
      '  because 550 no such mailbox',
    ]);
  });

  test('an unknown delivery is null', async () => expect(await why().delivery('10')).toBeNull());
});

test('a tier is told with the lines of the score that gave it, and with no other score', async () => {
  const because: Because = { by: 'rule', name: 'fit', event: asked, rule };
  await save(
    change('account', '1', 'score.fit', null, 40, because),
    change('account', '1', 'tier', null, 'enterprise', because),
    change('account', '1', 'score.intent', null, 5, { ...because, name: 'intent' }),
  );
  const lines = (await why().tier('1'))?.lines ?? [];
  expect(lines).toContain('2026-03-02 11:00 UTC  score.fit none → 40 · tier none → enterprise');
  expect(lines.join('\n')).not.toContain('intent');
  expect(lines[0]).toMatch(/: tier$/);
  expect(await why().tier('999')).toBeNull();
});
