// One round of the outbox: claim in a short transaction, look again before each act, perform, and note what became of all of
// it together with the answers, in one commit. Acts happen between transactions: no row is locked while a vendor thinks.

import type { ClientBase, Pool, PoolClient } from 'pg';
import type { Delivered } from '#libs/connectors/contract.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { loadBreakers, saveBreakers } from './breaker.store.js';
import { atOnce, type Circuits } from './circuit.js';
import type { ClaimedDelivery, Mark } from './delivery-slice.js';
import { claimDue, findOurs, saveMarks } from './outbox.store.js';
import { asBegun, begun, canceled, held, patience, putBack, settled } from './settle-delivery.js';

/** What became of a delivery for good. */
export interface Ended {
  readonly mark: Mark;
  /** What the vendor said; null: it was canceled before. */
  readonly outcome: Delivered | null;
}

export interface DeliverContext {
  readonly pool: Pool;
  readonly circuits: Circuits;
  /** Epoch ms. */
  now(): number;
  honoursKey(action: string): boolean;
  /** Asked at the moment before sending. @returns of those that must not be sent: id → why */
  refusals(client: ClientBase, deliveries: readonly ClaimedDelivery[]): Promise<ReadonlyMap<string, string>>;
  /** Asked before, while no row of the outbox is locked: whose run would stop now. @returns id → why */
  stops?(client: PoolClient, deliveries: readonly ClaimedDelivery[]): Promise<ReadonlyMap<string, string>>;
  /** Under the rows' locks: of those that may be sent, but not now: id → when to look again (epoch ms). */
  holds?(client: ClientBase, deliveries: readonly ClaimedDelivery[]): Promise<ReadonlyMap<string, number>>;
  /** Never rejects for what a vendor does. */
  perform(delivery: ClaimedDelivery): Promise<Delivered>;
  /** Inside the transaction that notes them: what follows from deliveries that have ended. */
  answer(client: ClientBase, ended: readonly Ended[]): Promise<void>;
}

/** @returns how many rows were claimed; 0: nothing is due */
export async function deliverBatch(context: DeliverContext, limit: number): Promise<number> {
  const { pool, circuits } = context;
  const { claimed, mine } = await inTransaction(pool, async (client) => {
    const now = context.now();
    circuits.hear(await loadBreakers(client));
    const due = await claimDue(client, now, limit, circuits.open(now));
    // A lease that ran out: only where the vendor honours the key is it asked again.
    const lost = due.filter(({ state, action }) => state === 'sending' && !context.honoursKey(action));
    const taken = due.filter((delivery) => !lost.includes(delivery));
    await saveMarks(client, [
      ...lost.map((delivery) => held(delivery, now)),
      ...taken.map((delivery) => begun(delivery, context.honoursKey(delivery.action), now)),
    ]);
    return { claimed: due.length, mine: taken.map(asBegun) };
  });
  if (mine.length === 0) return claimed;
  const ended: Ended[] = [];
  const lanes = [...new Set(mine.map(({ action }) => action))].map(async (action) => {
    const deliveries = mine.filter((delivery) => delivery.action === action);
    const width = atOnce(action, context.honoursKey(action));
    for (let from = 0; from < deliveries.length; from += width)
      ended.push(...(await attemptAll(context, action, deliveries.slice(from, from + width))));
  });
  await Promise.all(lanes);
  const breakers = circuits.takeChanges();
  await inTransaction(pool, async (client) => {
    const saved = await saveMarks(
      client,
      ended.map(({ mark }) => mark),
    );
    await saveBreakers(client, breakers);
    // Rows that are someone else's by now are answered by them (promise 9).
    await context.answer(
      client,
      ended.filter(({ mark }) => mark.endedAt !== null && saved.has(mark.delivery.id)),
    );
  });
  return claimed;
}

/** As many as are sent side by side: looked at again together, in the moment before they leave. */
async function attemptAll(context: DeliverContext, action: string, deliveries: readonly ClaimedDelivery[]): Promise<readonly Ended[]> {
  const { circuits } = context;
  const openUntil = circuits.closedAt(action, context.now());
  if (openUntil !== null) return deliveries.map((delivery) => ({ mark: putBack(delivery, openUntil), outcome: null }));
  const honoursKey = context.honoursKey(action);
  // What takes longer is given up as unknown, well within the lease.
  const longest = (honoursKey ? patience.keyed : patience.plain).act;
  const { ours, refused, held: waiting } = await lookAgain(context, deliveries, longest);
  return Promise.all(
    deliveries.map(async (delivery): Promise<Ended> => {
      if (!ours.has(delivery.id)) return { mark: putBack(delivery, context.now()), outcome: null };
      const because = refused.get(delivery.id);
      if (because !== undefined) return { mark: canceled(delivery, because, context.now()), outcome: null };
      const until = waiting.get(delivery.id);
      if (until !== undefined) return { mark: putBack(delivery, until), outcome: null };
      const outcome = await performInTime(context, delivery, longest);
      const mark = settled(delivery, outcome, honoursKey, context.now());
      if (outcome.kind === 'retry' || outcome.kind === 'unknown') circuits.failed(action, context.now(), mark.error ?? '');
      else circuits.worked(action);
      return { mark, outcome };
    }),
  );
}

/** Under the rows' locks: what was committed until now decides, and whoever lost a row sends nothing (promises 4 and 9). */
function lookAgain(
  context: DeliverContext,
  deliveries: readonly ClaimedDelivery[],
  longest: number,
): Promise<{
  readonly ours: ReadonlySet<string>;
  readonly refused: ReadonlyMap<string, string>;
  readonly held: ReadonlyMap<string, number>;
}> {
  return inTransaction(context.pool, async (client) => {
    // Subjects are locked before rows of the outbox, as in a merge.
    const stopped = (await context.stops?.(client, deliveries)) ?? new Map<string, string>();
    const ours = await findOurs(client, deliveries, context.now() + longest);
    const refused = new Map([...stopped, ...(await context.refusals(client, deliveries))]);
    const left = deliveries.filter(({ id }) => ours.has(id) && !refused.has(id));
    return { ours, refused, held: (await context.holds?.(client, left)) ?? new Map<string, number>() };
  });
}

async function performInTime(context: DeliverContext, delivery: ClaimedDelivery, longest: number): Promise<Delivered> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<Delivered>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'unknown', reason: `no answer within ${longest / 1000} seconds` }), longest).unref();
  });
  try {
    return await Promise.race([context.perform(delivery), tooLong]);
  } catch (error) {
    return { kind: 'unknown', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    clearTimeout(timer);
  }
}
