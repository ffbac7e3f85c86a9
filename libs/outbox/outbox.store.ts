// The hot statements of the outbox: write a batch, claim what is due, note what became of it.
// The claim goes by a plain index on due_at: with a partial index on state it was 2-3 times slower among a million waiting rows.
// What a paused workflow asked for stays where it is.
// A row in `sending` has a due_at too: its lease. Whoever finds it due knows that the sender did not come back.

import type { ClientBase } from 'pg';
import { int2s, int8s, jsons, texts, timestamps } from '#libs/database/columns.js';
import { stringifyJson } from '#libs/language/json.js';
import type { Value } from '#libs/language/value.js';
import type { ClaimedDelivery, DeliveryState, HeldDelivery, Mark, NewDelivery } from './delivery-slice.js';

const insertSql = `
insert into delivery (subject_id, id, created_at, key, action, recipient, payload, run_id, person_id, account_id, deal_id, workflow, depth, due_at)
select * from unnest($1::int8[], $2::int8[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::jsonb[], $8::int8[], $9::int8[],
                     $10::int8[], $11::int8[], $12::text[], $13::int2[], $14::timestamptz[])`;

/** One statement. @param now epoch ms; the partition the rows go to */
export async function saveDeliveries(client: ClientBase, deliveries: readonly NewDelivery[], now: number): Promise<void> {
  if (deliveries.length === 0) return;
  const column = <Key extends keyof NewDelivery>(key: Key): NewDelivery[Key][] => deliveries.map((delivery) => delivery[key]);
  await client.query({
    name: 'save_deliveries',
    text: insertSql,
    values: [
      int8s(column('subjectId')),
      int8s(column('id')),
      timestamps(deliveries.map(() => now)),
      texts(column('key')),
      texts(column('action')),
      texts(column('recipient')),
      jsons(deliveries.map(({ payload }) => stringifyJson(payload))),
      int8s(column('runId')),
      int8s(column('personId')),
      int8s(column('accountId')),
      int8s(column('dealId')),
      texts(column('workflow')),
      int2s(column('depth')),
      timestamps(column('dueAt')),
    ],
  });
}

const claimSql = `
select subject_id, id, created_at, key, action, recipient, payload, run_id, person_id, account_id, deal_id, workflow, depth, state, attempts
from delivery where due_at <= to_timestamp($1::float8 / 1000) and action <> all($3::text[])
  and (workflow is null or state = 'sending' or workflow <> all(array(select p.workflow from workflow_pause p)))
order by due_at limit $2 for update skip locked`;

interface Row {
  readonly subject_id: string;
  readonly id: string;
  readonly created_at: Date;
  readonly key: string;
  readonly action: string;
  readonly recipient: string;
  readonly payload: { readonly [name: string]: Value };
  readonly run_id: string | null;
  readonly person_id: string | null;
  readonly account_id: string | null;
  readonly deal_id: string | null;
  readonly workflow: string | null;
  readonly depth: number;
  readonly state: 'waiting' | 'sending';
  readonly attempts: number;
}

/**
 * The longest due first; locked until the transaction ends, and passed over by others meanwhile.
 * @param now epoch ms
 * @param without actions that are left where they are
 */
export async function claimDue(
  client: ClientBase,
  now: number,
  limit: number,
  without: readonly string[] = [],
): Promise<ClaimedDelivery[]> {
  const { rows } = await client.query<Row>({ name: 'claim_due', text: claimSql, values: [now, limit, without] });
  return rows.map((row) => ({ ...read(row), state: row.state }));
}

function read(row: Omit<Row, 'state'>): Omit<ClaimedDelivery, 'state'> {
  return {
    subjectId: row.subject_id,
    id: row.id,
    createdAt: row.created_at.getTime(),
    key: row.key,
    action: row.action,
    recipient: row.recipient,
    payload: row.payload,
    runId: row.run_id,
    personId: row.person_id,
    accountId: row.account_id,
    dealId: row.deal_id,
    workflow: row.workflow,
    depth: row.depth,
    attempts: row.attempts,
  };
}

const heldSql = `
select subject_id, id, created_at, key, action, recipient, payload, run_id, person_id, account_id, deal_id, workflow, depth, state, attempts
from delivery where id = $1 for update`;

/**
 * Locks a delivery for a person's decision, until the transaction ends.
 * @returns null: there is none; a state: it is not `unknown` (any more)
 */
export async function lockHeld(client: ClientBase, id: string): Promise<HeldDelivery | DeliveryState | null> {
  const { rows } = await client.query<Omit<Row, 'state'> & { readonly state: DeliveryState }>(heldSql, [id]);
  const [row] = rows;
  if (row === undefined) return null;
  return row.state === 'unknown' ? { ...read(row), state: row.state } : row.state;
}

/** Of an action all that waits, locked; what others hold is theirs. */
export async function lockWaiting(client: ClientBase, action: string): Promise<ClaimedDelivery[]> {
  const { rows } = await client.query<Row>(
    `select subject_id, id, created_at, key, action, recipient, payload, run_id, person_id, account_id, deal_id, workflow, depth, state, attempts
     from delivery where due_at is not null and state = 'waiting' and action = $1 order by id for update skip locked`,
    [action],
  );
  return rows.map((row) => ({ ...read(row), state: row.state }));
}

// By id alone: a merge may have given the row to another subject meanwhile. The attempts are the fence: whoever comes back late finds another number, and changes nothing.
const markSql = `
update delivery as d
set state = m.state, due_at = m.due_at, attempts = m.attempts, answer = m.answer, error = m.error, ended_at = m.ended_at
from unnest($1::int8[], $2::timestamptz[], $3::text[], $4::int2[], $5::text[], $6::timestamptz[], $7::int2[], $8::jsonb[],
            $9::text[], $10::timestamptz[])
  as m(id, created_at, was_state, was_attempts, state, due_at, attempts, answer, error, ended_at)
where d.id = m.id and d.created_at = m.created_at
  and d.created_at >= to_timestamp($11::float8 / 1000) and d.created_at <= to_timestamp($12::float8 / 1000)
  and d.state = m.was_state and d.attempts = m.was_attempts
returning d.id`;

/** @returns ids of the rows that were still as they had been claimed; the others are someone else's by now */
export async function saveMarks(client: ClientBase, marks: readonly Mark[]): Promise<Set<string>> {
  if (marks.length === 0) return new Set();
  const created = marks.map(({ delivery }) => delivery.createdAt);
  const { rows } = await client.query<{ id: string }>({
    name: 'save_marks',
    text: markSql,
    values: [
      int8s(marks.map(({ delivery }) => delivery.id)),
      timestamps(created),
      texts(marks.map(({ delivery }) => delivery.state)),
      int2s(marks.map(({ delivery }) => delivery.attempts)),
      texts(marks.map(({ state }) => state)),
      timestamps(marks.map(({ dueAt }) => dueAt)),
      int2s(marks.map(({ attempts }) => attempts)),
      jsons(marks.map(({ answer }) => (answer === null ? null : stringifyJson(answer)))),
      texts(marks.map(({ error }) => error)),
      timestamps(marks.map(({ endedAt }) => endedAt)),
      created.reduce((least, at) => Math.min(least, at)),
      created.reduce((most, at) => Math.max(most, at)),
    ],
  });
  return new Set(rows.map(({ id }) => id));
}

// One that was asked for again since (its step was entered once more) stays as it is: two would be sent.
const againSql = `
update delivery d set state = 'waiting', due_at = to_timestamp($3::float8 / 1000), error = null, ended_at = null
where d.subject_id = $1 and d.run_id = $2 and d.state = 'failed'
  and not exists (select from delivery o where o.subject_id = $1 and o.run_id = $2 and o.id > d.id and o.action = d.action
                  and o.recipient = d.recipient and split_part(o.key, ':', 2) = split_part(d.key, ':', 2))
returning d.id`;

/** What of a run has failed for good waits again, to be tried at once. @param now epoch ms @returns ids */
export async function tryAgain(client: ClientBase, subjectId: string, runId: string, now: number): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(againSql, [subjectId, runId, now]);
  return rows.map(({ id }) => id);
}

const oursSql = `
select d.id from unnest($1::int8[], $2::timestamptz[], $3::int2[]) o (id, created_at, attempts)
join delivery d on d.id = o.id and d.created_at = o.created_at
where d.state = 'sending' and d.attempts = o.attempts and d.due_at > to_timestamp($4::float8 / 1000)
order by d.id for update of d`;

/**
 * Which of the rows that were begun are still their sender's, with a lease that lasts; they are locked until the transaction ends.
 * @param until epoch ms
 * @returns their ids
 */
export async function findOurs(client: ClientBase, deliveries: readonly ClaimedDelivery[], until: number): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>({
    name: 'find_ours',
    text: oursSql,
    values: [
      int8s(deliveries.map(({ id }) => id)),
      timestamps(deliveries.map(({ createdAt }) => createdAt)),
      int2s(deliveries.map(({ attempts }) => attempts)),
      until,
    ],
  });
  return new Set(rows.map(({ id }) => id));
}
