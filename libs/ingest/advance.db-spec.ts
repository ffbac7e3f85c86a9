import { describe, expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { advanceBatch } from './advance-batch.service.js';
import { day, hour, installation, standing, start, workflow } from './installation.fixture.js';

const database = useDatabase();

describe('runs whose time has come', () => {
  test('promise 8: a wait ends once and never early, whoever looks and however often', async () => {
    const house = installation(database.pool);
    await house.send({});
    await house.ingest();
    house.at(start + 2 * day - 1);
    expect(await house.advance()).toBe(0);
    house.at(start + 2 * day);
    const moved = await Promise.all(Array.from({ length: 4 }, () => advanceBatch(house.options())));
    expect(moved.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await house.advance()).toBe(0);
    expect(await standing(database.pool)).toMatchObject({ runs: ['inbound done'], deliveries: 2 });
  });

  test('go on in batches, the longest due first', async () => {
    const house = installation(database.pool);
    for (let n = 0; n < 5; n += 1) {
      house.at(start + n * hour);
      await house.send({ person: { email: `p${n}@company-${n}.test` } });
      await house.ingest();
    }
    house.at(start + 3 * day);
    expect(await advanceBatch({ ...house.options(), limit: 2 })).toBe(2);
    const { rows } = await database.pool.query(
      `select recipient, payload from delivery d join run r on r.id = d.run_id where r.state = 'done' order by r.id`,
    );
    expect(rows).toHaveLength(4);
    expect(await advanceBatch({ ...house.options(), limit: 100 })).toBe(3);
    expect(await standing(database.pool)).toMatchObject({ deliveries: 10 });
  });

  test('promise 10: a run goes on with the version it began with', async () => {
    const house = installation(database.pool);
    await house.send({});
    await house.ingest();
    await house.apply({
      'workflows/inbound.yaml': workflow.replace('  - notify: { rep: owner, text: "Still quiet." }', '  - exit: changed'),
    });
    await house.send({ person: { email: 'bob@other.test' } });
    await house.ingest();
    house.at(start + 3 * day);
    await house.advance();
    const { rows } = await database.pool.query('select end_reason from run order by id');
    expect(rows.map((row) => row.end_reason)).toEqual(['completed', 'changed']);
  });

  test('end when the deal was won meanwhile, before their next act', async () => {
    const house = installation(database.pool);
    await house.send({});
    await house.ingest();
    house.at(start + day);
    await house.send({
      name: 'stripe.invoice_paid',
      properties: { amount: { amount: 1, currency: 'eur' }, billing_reason: 'subscription_create' },
    });
    await house.ingest();
    expect(await standing(database.pool)).toMatchObject({ runs: ['inbound stopped'], deliveries: 1, deals: ['won nina'] });
  });
});
