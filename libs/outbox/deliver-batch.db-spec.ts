import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Delivered } from '#libs/connectors/contract.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { FrozenClock } from '#libs/testing/frozen-clock.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { Circuits } from './circuit.js';
import { type DeliverContext, deliverBatch, type Ended } from './deliver-batch.service.js';
import type { ClaimedDelivery, NewDelivery } from './delivery-slice.js';
import { saveDeliveries } from './outbox.store.js';
import { patience } from './settle-delivery.js';

const database = useDatabase();
let clock: FrozenClock;
let sent: string[];
let answered: Ended[];
beforeEach(() => {
  clock = new FrozenClock();
  sent = [];
  answered = [];
});

const done: Delivered = { kind: 'done', answer: {} };
const later: Delivered = { kind: 'retry', reason: 'away' };

/** @param vendor what the other side does with a key */
function contextOf(
  vendor: (delivery: ClaimedDelivery) => Delivered | Promise<Delivered>,
  more: Partial<DeliverContext> = {},
): DeliverContext {
  return {
    pool: database.pool,
    circuits: new Circuits(),
    now: clock.now,
    honoursKey: () => false,
    refusals: async () => new Map(),
    perform: async (delivery) => {
      sent.push(delivery.key);
      return vendor(delivery);
    },
    answer: async (_client, ended) => void answered.push(...ended),
    ...more,
  };
}

async function ask(count: number, more: Partial<NewDelivery> = {}): Promise<void> {
  const deliveries = Array.from({ length: count }, (_, index) => ({
    subjectId: '7',
    id: String(1000 + index),
    key: `5:a:1:${index + 1}`,
    action: 'email.send',
    recipient: `p${index}@acme.test`,
    payload: {},
    runId: '5',
    personId: '7',
    accountId: null,
    dealId: null,
    workflow: 'inbound',
    depth: 0,
    dueAt: clock.now(),
    ...more,
  }));
  await inTransaction(database.pool, (client) => saveDeliveries(client, deliveries, clock.now()));
}

async function rows(): Promise<unknown[]> {
  const { rows: found } = await database.pool.query('select state, attempts, error from delivery order by id');
  return found;
}

describe('a round of the outbox', () => {
  test('performs what is due, once, and answers in the commit that ends it', async () => {
    await ask(3);
    const context = contextOf(() => done);
    expect(await deliverBatch(context, 100)).toBe(3);
    expect(await deliverBatch(context, 100)).toBe(0);
    expect(sent.toSorted()).toEqual(['5:a:1:1', '5:a:1:2', '5:a:1:3']);
    expect(answered.map(({ mark }) => mark.state)).toEqual(['done', 'done', 'done']);
  });

  test('leaves what is not due yet', async () => {
    await ask(1, { dueAt: clock.now() + 1000 });
    expect(
      await deliverBatch(
        contextOf(() => done),
        100,
      ),
    ).toBe(0);
  });

  test('promise 12: without its answers a delivery has not ended, and it is not sent again', async () => {
    await ask(1);
    const broken = contextOf(() => done, { answer: () => Promise.reject(new Error('disk full')) });
    await expect(deliverBatch(broken, 100)).rejects.toThrow('disk full');
    expect(await rows()).toEqual([{ state: 'sending', attempts: 1, error: null }]);
    clock.advance(patience.plain.lease);
    await deliverBatch(
      contextOf(() => done),
      100,
    );
    expect(sent).toHaveLength(1);
    expect(await rows()).toEqual([{ state: 'unknown', attempts: 1, error: expect.stringContaining('may have arrived') }]);
  });

  test('promise 3: many workers at once perform each delivery once', async () => {
    await ask(40);
    await Promise.all(
      Array.from({ length: 4 }, () =>
        deliverBatch(
          contextOf(() => done),
          15,
        ),
      ),
    );
    expect(new Set(sent).size).toBe(sent.length);
    expect(sent).toHaveLength(40);
  });

  test('promise 3: what may have arrived is held and never sent again by itself', async () => {
    await ask(1);
    const context = contextOf(() => ({ kind: 'unknown', reason: 'lost' }));
    await deliverBatch(context, 100);
    clock.advance(90 * 86_400_000);
    expect(await deliverBatch(context, 100)).toBe(0);
    expect(await rows()).toEqual([{ state: 'unknown', attempts: 1, error: 'lost' }]);
  });

  test('promise 3: a sender that was lost is asked again where the vendor honours the key', async () => {
    await ask(1);
    const broken = contextOf(() => done, { honoursKey: () => true, answer: () => Promise.reject(new Error('killed')) });
    await expect(deliverBatch(broken, 100)).rejects.toThrow();
    clock.advance(patience.plain.lease);
    await deliverBatch(
      contextOf(() => done, { honoursKey: () => true }),
      100,
    );
    expect(sent).toEqual(['5:a:1:1', '5:a:1:1']);
    expect(await rows()).toEqual([{ state: 'done', attempts: 2, error: null }]);
  });

  test('promise 4: what must not be sent at the moment before sending is canceled, and says why', async () => {
    await ask(2);
    const context = contextOf(() => done, {
      refusals: async (_client, deliveries) =>
        new Map(
          deliveries.filter(({ recipient }) => recipient === 'p0@acme.test').map(({ id }) => [id, 'must not be written to: unsubscribed']),
        ),
    });
    await deliverBatch(context, 100);
    expect(sent).toEqual(['5:a:1:2']);
    expect(await rows()).toEqual([
      { state: 'canceled', attempts: 1, error: 'must not be written to: unsubscribed' },
      { state: 'done', attempts: 1, error: null },
    ]);
    expect(answered.map(({ mark }) => mark.state).toSorted()).toEqual(['canceled', 'done']);
  });

  test('promise 9: a worker that comes back late changes nothing and answers nothing', async () => {
    await ask(1);
    const late = contextOf(async () => {
      // Frozen while sending: its lease ends, and another worker finds the row.
      clock.advance(patience.plain.lease);
      await deliverBatch(
        contextOf(() => done),
        100,
      );
      return done;
    });
    await deliverBatch(late, 100);
    expect(await rows()).toEqual([{ state: 'unknown', attempts: 1, error: expect.any(String) }]);
    expect(answered).toEqual([]);
  });

  test('promise 9: a worker that was frozen before it sent sends nothing', async () => {
    await ask(2);
    const frozen = contextOf(() => done);
    let asked = 0;
    // The clock jumps after the claim.
    await deliverBatch(
      { ...frozen, now: () => ((asked += 1) === 2 ? (clock.advance(patience.plain.lease), clock.now()) : clock.now()) },
      100,
    );
    expect(sent).toEqual([]);
    expect(await rows()).toEqual([
      { state: 'waiting', attempts: 0, error: null },
      { state: 'waiting', attempts: 0, error: null },
    ]);
  });

  test('a vendor that is away is not worn out: after five the rest waits, with no attempt lost', async () => {
    await ask(12);
    const context = contextOf(() => later);
    await deliverBatch(context, 100);
    expect(sent.length).toBeLessThanOrEqual(9);
    const untouched = ((await rows()) as { attempts: number }[]).filter(({ attempts }) => attempts === 0);
    expect(untouched).toHaveLength(12 - sent.length);
    expect(await deliverBatch(context, 100)).toBe(0);
    clock.advance(3_600_000);
    await deliverBatch(
      contextOf(() => done),
      100,
    );
    expect(((await rows()) as { state: string }[]).every(({ state }) => state === 'done')).toBe(true);
  });

  test('an action that breaks is unknown, and its neighbours leave', async () => {
    await ask(2);
    await deliverBatch(
      contextOf(({ id }) => {
        if (id === '1000') throw new Error('bug');
        return done;
      }),
      100,
    );
    expect(await rows()).toEqual([
      { state: 'unknown', attempts: 1, error: 'bug' },
      { state: 'done', attempts: 1, error: null },
    ]);
  });
});
