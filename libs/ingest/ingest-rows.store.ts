// Gives rows of the inbox their effect, inside a transaction that holds their shards: drop what is known, load,
// decide, write, remove.

import type { Buffer } from 'node:buffer';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { SentStatements } from '#libs/database/sent-statements.js';
import { deadLetter } from '#libs/intake/dead-letter.store.js';
import { knownKeys, saveKeys } from '#libs/intake/event-key.store.js';
import type { InboxRow, ShardTally } from '#libs/intake/inbox-row.js';
import { addTally, deleteRows } from '#libs/intake/inbox.store.js';
import { findRuns } from '#libs/runs/run.store.js';
import { distinct, withSubjectsOf } from './subjects-of-runs.js';
import { stringifyJson } from '#libs/language/json.js';
import { wantedBy } from '#libs/people/keys-of-fact.js';
import type { PeopleSlice } from '#libs/people/people-slice.js';
import { saveViolations, type SeenViolation } from '#libs/traits/plan-violation.store.js';
import { absorbEvent } from './absorb-event.js';
import type { BatchContext } from './batch-context.js';
import { type LoggedEvent, saveEvents } from './event.store.js';
import type { IdBlocks } from './id-block.store.js';
import { loadSet } from './load-set.store.js';
import { saveLines, saveSet } from './save-set.store.js';
import { settleAll, settlingOf } from './settle-all.store.js';
import type { Understood, UnderstoodRows } from './understood-rows.js';

/** Sameness keys are kept at least 35 days; months before that need not be looked at. */
const keysKeptMs = 45 * 86_400_000;
/** Far more than an event makes: subjects, rows of the audit, runs, deliveries. */
const idsPerEvent = 24;

/** While the next events are decided, Postgres writes these. */
const eventsAtOnce = 250;

/**
 * @param onDecided when next to nothing is left but that Postgres writes it; with the people whom the batch holds
 * @returns to be called after the commit
 */
export async function ingestRows(
  client: PoolClient,
  read: UnderstoodRows,
  context: BatchContext<Buffer>,
  ids: IdBlocks,
  onDecided?: (people: PeopleSlice) => void,
): Promise<() => void> {
  const sent = new SentStatements();
  try {
    return await decideAndWrite(client, sent, read, context, ids, onDecided);
  } catch (error) {
    // It may only follow from a statement that was sent before and has failed: that one is the cause, then.
    await sent.all();
    throw error;
  }
}

async function decideAndWrite(
  client: PoolClient,
  sent: SentStatements,
  { rows, understood, failed }: UnderstoodRows,
  context: BatchContext<Buffer>,
  ids: IdBlocks,
  onDecided?: (people: PeopleSlice) => void,
): Promise<() => void> {
  let saved: Promise<() => void> | undefined;
  await ids.prepare(client, rows.length * idsPerEvent + 100);
  const now = context.now();
  // Whatever becomes of them, they leave the inbox with this transaction.
  sent.add(deleteRows(client, rows));
  const known = await knownKeys(client, [...new Set(understood.flatMap(({ keys }) => keys))], now - keysKeptMs);
  const fresh: Understood[] = [];
  for (const each of understood) {
    // What was put back for another look is known, of course.
    if (each.row.review === null && each.keys.some((key) => known.has(key))) continue;
    for (const key of each.keys) known.add(key);
    fresh.push(each);
  }

  if (fresh.length > 0) {
    const facts = fresh.flatMap((each) => each.facts);
    const answered = await findRuns(
      client,
      facts.map(({ answers }) => answers?.runId ?? null).filter((id) => id !== null),
    );
    const wanted = withSubjectsOf(answered, wantedBy(facts));
    const dealIds = distinct(answered.map(({ dealId }) => dealId));
    const set = await loadSet(client, context, wanted, dealIds, ids.take);
    sent.add(
      saveKeys(
        client,
        fresh.flatMap(({ row, keys }) => (row.review === null ? keys.map((key) => ({ key, receivedAt: row.receivedAt })) : [])),
      ),
    );
    const settling = settlingOf(set, context, now);
    const events: LoggedEvent[] = [];
    const violations: SeenViolation[] = [];
    const day = new Date(now).toISOString().slice(0, 10);
    for (const { row, facts: said } of fresh) {
      for (const fact of said) {
        const { id, source, receivedAt, review } = row;
        const absorbed = absorbEvent(set, { fact, id, source, receivedAt, passes: review === 'pass' }, row.key, now);
        await settleAll(client, set, settling);
        const notes = [...absorbed.notes, ...set.refusals.splice(0)];
        events.push({
          subjectId: absorbed.personId ?? absorbed.accountId ?? '0',
          id: row.id,
          receivedAt: row.receivedAt,
          at: fact.at,
          kind: fact.kind,
          name: absorbed.name,
          source: row.source,
          key: row.key,
          personId: absorbed.personId,
          accountId: absorbed.accountId,
          dealId: absorbed.dealId,
          verdict: absorbed.verdict,
          notes: notes.length === 0 ? null : stringifyJson(notes),
          body: row.body,
        });
        // They were counted when it was blocked.
        if (review === null) for (const violation of absorbed.violations) violations.push({ ...violation, source: row.source, day });
      }
      if (events.length < eventsAtOnce) continue;
      sent.add(saveEvents(client, events.splice(0)));
      sent.add(saveLines(client, set, now));
      // What the socket could not take at once goes out now.
      await nextTurn();
    }
    sent.add(saveEvents(client, events));
    saved = saveSet(client, set, now, context.cache);
    sent.add(saved);
    sent.add(saveViolations(client, violations));
    onDecided?.(set.people);
  }
  sent.add(deadLetter(client, failed, now));
  sent.add(addTally(client, tallyOf(rows, new Set(fresh.map(({ row }) => row)), new Set(failed.map(({ row }) => row)))));
  await sent.all();
  return (await saved) ?? (() => undefined);
}

function tallyOf(rows: readonly InboxRow[], fresh: ReadonlySet<InboxRow>, failed: ReadonlySet<InboxRow>): ReadonlyMap<number, ShardTally> {
  const tally = new Map<number, { done: number; duplicates: number; setAside: number }>();
  for (const row of rows) {
    let shard = tally.get(row.shard);
    if (shard === undefined) tally.set(row.shard, (shard = { done: 0, duplicates: 0, setAside: 0 }));
    if (failed.has(row)) shard.setAside += 1;
    else {
      shard.done += 1;
      if (!fresh.has(row)) shard.duplicates += 1;
    }
  }
  return tally;
}
