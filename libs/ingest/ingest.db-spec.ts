import { afterEach, describe, expect, test } from '@jest/globals';
import type { PoolClient } from 'pg';
import { openPool } from '#libs/database/connection.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { IdBlocks } from './id-block.store.js';
import { ingestBatch } from './ingest-batch.service.js';
import { day, hour, installation, standing, start } from './installation.fixture.js';
import { differingHistories } from './told-histories.fixture.js';

const database = useDatabase();
afterEach(async () => expect(await differingHistories(database.pool)).toEqual([]));
const paid = { amount: { amount: 50_000, currency: 'eur' }, billing_reason: 'subscription_create' };

describe('one event', () => {
  test('takes its whole effect in one commit: people, traits, tier, owner, deal, run and delivery', async () => {
    const house = installation(database.pool);
    await house.send({});
    expect(await house.ingest()).toBe(1);
    expect(await standing(database.pool)).toMatchObject({
      people: 1,
      accounts: 1,
      events: 1,
      deals: ['new nina'],
      runs: ['inbound sleeping'],
      deliveries: 1,
      accepted: 1,
      done: 1,
      waiting: 0,
    });
    const { rows } = await database.pool.query('select tier, owner, traits from account');
    expect(rows[0]).toMatchObject({ tier: 'enterprise', owner: 'nina', traits: { employees: 300, fit: 50 } });
  });

  test('promise 18: leaves one audit row for each change, with the event, the rule or run, and what it saw', async () => {
    const house = installation(database.pool);
    await house.send({});
    await house.ingest();
    const { rows } = await database.pool.query('select subject_kind, field, to_value, because from audit order by id');
    const changes = Object.fromEntries(rows.map((row) => [`${row.subject_kind} ${row.field}`, row]));
    expect(Object.keys(changes).sort()).toEqual(['account owner', 'account score.fit', 'account tier', 'deal owner', 'deal stage']);
    expect(changes['account tier'].because).toMatchObject({
      by: 'rule',
      event: { name: 'Demo Requested' },
      rule: { place: { file: 'scores/fit.yaml' } },
    });
    expect(changes['account owner'].because).toMatchObject({
      by: 'workflow',
      run: { workflow: 'inbound', step: '1-route' },
      details: { reason: 'turn', considered: [{ rep: 'nina' }, { rep: 'omar', skipped: 'inactive' }] },
    });
  });

  test('that cannot be understood is set aside with its error, and its neighbours go on', async () => {
    const house = installation(database.pool);
    await house.send({}, { person: { userId: 'x' }, name: 'Used' });
    await database.pool.query(`update inbox set body = 'no json' where id = (select max(id) from inbox)`);
    await house.ingest();
    expect(await standing(database.pool)).toMatchObject({ events: 1, dead: 1, done: 1, setAside: 1, waiting: 0 });
  });
});

describe('many times, in any order', () => {
  test('promise 2: delivered five times, also in one batch, an event has the effect of one', async () => {
    const house = installation(database.pool);
    await house.send({ key: 'one' }, { key: 'one' }, { key: 'one' });
    await house.ingest();
    await house.send({ key: 'one' }, { key: 'one' });
    await house.ingest();
    expect(await standing(database.pool)).toMatchObject({ events: 1, deliveries: 1, deals: ['new nina'], done: 5, duplicates: 4 });
  });

  test('promise 2: two vendor events about one effect are one', async () => {
    const house = installation(database.pool);
    const invoice = { name: 'stripe.invoice_paid', properties: paid, alsoSameAs: ['stripe:in_1:paid'] };
    await house.send({}, { ...invoice, key: 'evt_1' }, { ...invoice, key: 'evt_2' });
    await house.ingest();
    expect(await standing(database.pool)).toMatchObject({ deals: ['won nina'], events: 2, duplicates: 1 });
  });

  test('promise 6: a late fact finds its place and never moves the deal back', async () => {
    const house = installation(database.pool);
    await house.send({}, { name: 'stripe.invoice_paid', properties: paid, at: start + day });
    await house.ingest();
    await house.send({ name: 'calendly.booked', at: start + hour });
    await house.ingest();
    expect(await standing(database.pool)).toMatchObject({ deals: ['won nina'] });
    const { rows } = await database.pool.query(`select to_value from audit where field = 'stage' order by at, id`);
    expect(rows.map((row) => row.to_value)).toEqual(['new', 'demo', 'won']);
  });

  test('promise 7: a fact that comes before its deal waits for it', async () => {
    const house = installation(database.pool);
    await house.send({ name: 'calendly.booked', at: start + hour });
    await house.ingest();
    expect(await standing(database.pool)).toMatchObject({ deals: [] });
    await house.send({});
    await house.ingest();
    expect(await standing(database.pool)).toMatchObject({ deals: ['demo nina'] });
    const { rows } = await database.pool.query('select count(*)::int as count from pending_fact');
    expect(rows[0].count).toBe(0);
  });

  test('a visitor who signs in takes runs and deals along', async () => {
    const house = installation(database.pool);
    await house.send({ person: { anonymousId: 'a-1' }, account: { domain: 'acme.test' } });
    await house.ingest();
    await house.send({ name: 'Used', person: { anonymousId: 'a-1', userId: 'u-1', email: 'ana@acme.test' } });
    await house.ingest();
    await house.send({ name: 'stripe.invoice_paid', person: { email: 'ana@acme.test' }, properties: paid });
    await house.ingest();
    expect(await standing(database.pool)).toMatchObject({ people: 1, deals: ['won nina'], runs: ['inbound stopped'] });
  });
});

describe('what goes wrong', () => {
  test('promise 13: a poison event is set aside after it failed alone, the rest of its batch takes effect', async () => {
    const house = installation(database.pool);
    await house.send(
      ...Array.from({ length: 7 }, (_, n) => ({ name: 'Used', person: { userId: `u-${n}` } })),
      { name: 'Used', person: { userId: 'x'.repeat(600) } },
      ...Array.from({ length: 6 }, (_, n) => ({ name: 'Used', person: { userId: `v-${n}` } })),
    );
    expect(await house.ingest()).toBe(14);
    expect(await standing(database.pool)).toMatchObject({ people: 13, events: 13, dead: 1, setAside: 1, done: 13, accepted: 14 });
    const { rows } = await database.pool.query('select error from dead_letter');
    expect(rows[0].error).toContain('512');
  });

  test('promise 12: when the last statement fails nothing of the batch is there', async () => {
    const house = installation(database.pool);
    await database.pool.query(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$`);
    await database.pool.query('create trigger refuse before insert on event_key for each statement execute function refuse()');
    try {
      await house.send({});
      await house.ingest();
      expect(await standing(database.pool)).toMatchObject({ people: 0, deals: [], runs: [], deliveries: 0, events: 0, dead: 1 });
    } finally {
      await database.pool.query('drop trigger refuse on event_key');
      await database.pool.query('drop function refuse');
    }
  });

  test('promise 9: a worker whose connection was cut commits nothing when it comes back, and another does its work', async () => {
    const house = installation(database.pool);
    await house.send({});
    const cut = openPool(database.url, 2);
    let goOn: () => void = () => undefined;
    const frozen = new Promise<void>((resolve) => (goOn = resolve));
    let isFrozen: () => void = () => undefined;
    const reached = new Promise<void>((resolve) => (isFrozen = resolve));
    const { workspaces } = house.context;
    const current = async (client: PoolClient) => {
      isFrozen();
      await frozen;
      return workspaces.current(client);
    };
    const context = { ...house.context, workspaces: { ...workspaces, current } };
    const slow = ingestBatch({ ...house.options(), pool: cut, ids: new IdBlocks(), context }).catch((error: Error) => error);
    await reached;
    await database.pool.query(
      // In its transaction, whether it waits or still works on what was sent; and not before it is gone.
      `select pg_terminate_backend(pid, 10000) from pg_stat_activity
       where xact_start is not null and pid <> pg_backend_pid() and datname = current_database()`,
    );
    expect(await house.ingest()).toBe(1);
    goOn();
    expect(await slow).toBeInstanceOf(Error);
    await cut.end();
    expect(await standing(database.pool)).toMatchObject({ people: 1, deals: ['new nina'], events: 1, deliveries: 1, done: 1 });
  });

  test('promise 2: four workers at once give each of 400 events one effect', async () => {
    const house = installation(database.pool);
    const people = Array.from({ length: 40 }, (_, n) => ({ email: `p${n}@company-${n % 8}.test` }));
    await house.send(...Array.from({ length: 400 }, (_, n) => ({ person: people[n % 40]!, key: `k-${n % 200}`, at: start + n })));
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        const options = { ...house.options(), shards: 16, limit: 50 };
        for (let taken = 1; taken > 0;) taken = await ingestBatch(options);
      }),
    );
    await house.ingest();
    const after = await standing(database.pool);
    expect(after).toMatchObject({ people: 40, accounts: 8, events: 200, done: 400, duplicates: 200, waiting: 0, dead: 0 });
    expect(after['runs']).toHaveLength(40);
    expect(after['deals']).toHaveLength(8);
  });
});
