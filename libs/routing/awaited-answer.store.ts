// Rows of leads that wait for an answer: written by the batch that gave the lead away, ended by a touch or by the timer.

import type { ClientBase } from 'pg';
import { int8s, jsonTexts, texts, timestamps } from '#libs/database/columns.js';
import { SentStatements } from '#libs/database/sent-statements.js';
import { stringifyJson } from '#libs/language/json.js';
import type { AwaitedAnswer, Touch } from './awaited-answer.js';

/** New rows first: a touch of the same batch answers them. */
export async function saveAnswers(client: ClientBase, rows: readonly AwaitedAnswer[], touches: readonly Touch[]): Promise<void> {
  if (rows.length > 0)
    await client.query({
      name: 'save_awaited_answers',
      text: `
insert into awaited_answer (id, routing, rep, account_id, deal_id, person_id, assigned_at, deadline, due_at, tried, because)
select *  from unnest($1::int8[], $2::text[], $3::text[], $4::int8[], $5::int8[], $6::int8[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[],
  $10::json[], $11::json[])`,
      values: [
        int8s(rows.map(({ id }) => id)),
        texts(rows.map(({ routing }) => routing)),
        texts(rows.map(({ rep }) => rep)),
        int8s(rows.map(({ accountId }) => accountId)),
        int8s(rows.map(({ dealId }) => dealId)),
        int8s(rows.map(({ personId }) => personId)),
        timestamps(rows.map(({ assignedAt }) => assignedAt)),
        timestamps(rows.map(({ deadline }) => deadline)),
        timestamps(rows.map(({ dueAt }) => dueAt)),
        jsonTexts(rows.map(({ tried }) => stringifyJson(tried))),
        jsonTexts(rows.map(({ because }) => stringifyJson(because))),
      ],
    });
  await touchLeads(client, touches);
}

/** Each is noted; the first touch of the rep whose lead it is answers it. */
export async function touchLeads(client: ClientBase, touches: readonly Touch[]): Promise<void> {
  if (touches.length === 0) return;
  const sent = new SentStatements();
  sent.add(saveTouches(client, touches));
  sent.add(answerLeads(client, touches));
  await sent.all();
}

async function saveTouches(client: ClientBase, touches: readonly Touch[]): Promise<void> {
  await client.query({
    name: 'save_touches',
    text: `insert into touch (rep, at, what, account_id, person_id) select * from unnest($1::text[], $2::timestamptz[], $3::text[], $4::int8[], $5::int8[])`,
    values: [
      texts(touches.map(({ rep }) => rep)),
      timestamps(touches.map(({ at }) => at)),
      texts(touches.map(({ what }) => what)),
      int8s(touches.map(({ accountId }) => accountId)),
      int8s(touches.map(({ personId }) => personId)),
    ],
  });
}

async function answerLeads(client: ClientBase, touches: readonly Touch[]): Promise<void> {
  await client.query({
    name: 'touch_leads',
    text: `
update awaited_answer w set answered_at = t.at, answered_by = t.what, due_at = null,
  outcome = coalesce(w.outcome, case when t.at <= w.deadline then 'answered' else 'late' end)
from (select distinct on (a.id) a.id, t.at, t.what
  from unnest($1::text[], $2::int8[], $3::int8[], $4::timestamptz[], $5::text[]) t (rep, account_id, person_id, at, what)
  join awaited_answer a on a.rep = t.rep and a.answered_at is null and a.assigned_at <= t.at
    and (a.account_id = t.account_id or (a.account_id is null and a.person_id = t.person_id))
  order by a.id, t.at) t
where w.id = t.id`,
    values: [
      texts(touches.map(({ rep }) => rep)),
      int8s(touches.map(({ accountId }) => accountId)),
      int8s(touches.map(({ personId }) => personId)),
      timestamps(touches.map(({ at }) => at)),
      texts(touches.map(({ what }) => what)),
    ],
  });
}

interface AnswerRow {
  readonly id: string;
  readonly routing: string;
  readonly rep: string;
  readonly account_id: string | null;
  readonly deal_id: string | null;
  readonly person_id: string | null;
  readonly assigned_at: Date;
  readonly deadline: Date;
  readonly due_at: Date | null;
  readonly outcome: AwaitedAnswer['outcome'];
  readonly answered_at: Date | null;
  readonly tried: readonly string[];
  readonly because: AwaitedAnswer['because'];
}

/** Not locked: its subjects come first, as everywhere. @param now epoch ms */
export async function findDueAnswers(client: ClientBase, now: number, limit: number): Promise<readonly AwaitedAnswer[]> {
  const { rows } = await client.query<AnswerRow>({
    name: 'find_due_answers',
    text: 'select * from awaited_answer where due_at <= to_timestamp($1::float8 / 1000) order by due_at limit $2',
    values: [now, limit],
  });
  return rows.map(answerOf);
}

/** Those of them that are due still, locked; what another worker holds is passed over. */
export async function lockDueAnswers(client: ClientBase, ids: readonly string[], now: number): Promise<readonly AwaitedAnswer[]> {
  const { rows } = await client.query<AnswerRow>({
    name: 'lock_due_answers',
    text: 'select * from awaited_answer where id = any($1::int8[]) and due_at <= to_timestamp($2::float8 / 1000) order by id for update skip locked',
    values: [int8s(ids), now],
  });
  return rows.map(answerOf);
}

/** What the timer has made of them. */
export async function endAnswers(client: ClientBase, rows: readonly AwaitedAnswer[]): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: 'end_answers',
    text: `update awaited_answer w set due_at = null, outcome = e.outcome from unnest($1::int8[], $2::text[]) e (id, outcome) where w.id = e.id`,
    values: [int8s(rows.map(({ id }) => id)), texts(rows.map(({ outcome }) => outcome))],
  });
}

function answerOf(row: AnswerRow): AwaitedAnswer {
  return {
    id: row.id,
    routing: row.routing,
    rep: row.rep,
    accountId: row.account_id,
    dealId: row.deal_id,
    personId: row.person_id,
    assignedAt: row.assigned_at.getTime(),
    deadline: row.deadline.getTime(),
    dueAt: row.due_at?.getTime() ?? null,
    outcome: row.outcome,
    answeredAt: row.answered_at?.getTime() ?? null,
    tried: row.tried,
    because: row.because,
  };
}
