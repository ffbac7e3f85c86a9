// Reads what has happened page by page, so that a year of it takes no more memory than a day.

import type { Pool } from 'pg';
import type { Run, RunStep } from '#libs/engine/run.js';
import type { SourceFile } from '#libs/language/source-file.js';
import { readHandLines } from './hand-lines.store.js';
import type { DueLine, HandLine, HistoryEvent, HistoryLine, StandingLine, SubjectLine } from './history-line.js';

export interface HistoryOptions {
  /** Epoch ms. */
  readonly now: number;
  /** Events received before are left out (epoch ms). */
  readonly from?: number;
  /** With runs, their journals, and how everything stands: what `--verify` compares with. */
  readonly withOutcomes?: boolean;
}

const pageRows = 2000;

export async function* readHistory(pool: Pool, options: HistoryOptions): AsyncGenerator<HistoryLine> {
  yield { kind: 'history', version: 1, now: options.now };
  const { rows: versions } = await pool.query<{ id: string; files: readonly SourceFile[]; applied_at: Date }>(
    'select id, files, applied_at from workspace_version order by id',
  );
  for (const { id, files, applied_at: at } of versions) yield { kind: 'workspace', id, appliedAt: at.getTime(), files };
  if (options.withOutcomes === true) yield* subjects(pool);
  yield* inOrder(events(pool, options.from), readHandLines(pool, options.from));
  if (options.withOutcomes !== true) return;
  const { rows } = await pool.query<{ id: string; workflow: string; workspace: string }>(
    'select id, workflow, workspace_version_id as workspace from workflow_version order by id',
  );
  for (const row of rows) yield { kind: 'workflow_version', ...row };
  yield* runs(pool);
  for (const [kind, sql] of Object.entries(standings)) {
    const { rows: standing } = await pool.query<{ id: string; name: string; is: Record<string, unknown> }>(sql);
    for (const row of standing) yield { kind: kind as StandingLine['kind'], ...row };
  }
  yield* due(pool, options.now);
}

async function* due(pool: Pool, now: number): AsyncGenerator<DueLine> {
  const { rows } = await pool.query<Omit<DueLine, 'kind' | 'who'> & { readonly who: readonly (string | null)[] }>(
    `
select d.of, d.workflow, d.rep, array[case when p.id is not null then ${personName('p')} end, case when a.id is not null then ${accountName('a')} end] as who
from (
  select 'run' as of, workflow, null as rep, person_id, account_id from run where ended_at is null and due_at <= to_timestamp($1::float8 / 1000)
  union all
  select 'answer', null, rep, person_id, account_id from awaited_answer where due_at <= to_timestamp($1::float8 / 1000)
  union all
  select 'time', null, null, case kind when 'person' then subject_id end, case kind when 'account' then subject_id end
  from trait_due where due_at <= to_timestamp($1::float8 / 1000)
) d
left join person p on p.id = d.person_id left join account a on a.id = coalesce(d.account_id, p.account_id)`,
    [now],
  );
  for (const { of, who, workflow, rep } of rows)
    yield {
      kind: 'due',
      of,
      who: who.filter((name) => name !== null),
      ...(workflow == null ? {} : { workflow }),
      ...(rep == null ? {} : { rep }),
    };
}

/** What was done by hand stands after what had come by then. */
async function* inOrder(events: AsyncGenerator<HistoryEvent>, byHand: AsyncGenerator<HandLine>): AsyncGenerator<HistoryEvent | HandLine> {
  let hand = await byHand.next();
  for await (const event of events) {
    for (; hand.done !== true && hand.value.at < event.receivedAt; hand = await byHand.next()) yield hand.value;
    yield event;
  }
  for (; hand.done !== true; hand = await byHand.next()) yield hand.value;
}

/** One inbox row may be several facts, each with a row of the log: its bytes are read once. */
async function* events(pool: Pool, from: number | undefined): AsyncGenerator<HistoryEvent> {
  for (let after = '-1'; ;) {
    const { rows } = await pool.query<{ id: string; source: string; key: string; received_at: number; body: Buffer }>({
      name: 'read_history',
      text: `
select distinct on (id) id, source, key, round(extract(epoch from received_at) * 1000)::float8 as received_at, body
from event where id > $1 and ($2::float8 is null or received_at >= to_timestamp($2 / 1000)) order by id limit $3`,
      values: [after, from ?? null, pageRows],
    });
    for (const { id, source, key, received_at: receivedAt, body } of rows)
      yield { kind: 'event', id, source, key, receivedAt, ...textOf(body) };
    if (rows.length < pageRows) return;
    after = rows.at(-1)!.id;
  }
}

function textOf(body: Buffer): { readonly body: string; readonly isBase64?: true } {
  const text = body.toString('utf8');
  return text.includes('\uFFFD') && !body.equals(Buffer.from(text)) ? { body: body.toString('base64'), isBase64: true } : { body: text };
}

async function* subjects(pool: Pool): AsyncGenerator<SubjectLine> {
  for (const kind of ['person', 'account'] as const)
    for (let after = '-1'; ;) {
      const { rows } = await pool.query<Pick<SubjectLine, 'id' | 'keys'>>(
        `select ${kind}_id as id, array_agg(k.kind || ':' || k.value) as keys from ${kind}_key k where ${kind}_id > $1 group by ${kind}_id order by ${kind}_id limit $2`,
        [after, pageRows],
      );
      for (const row of rows) yield { kind: 'subject', of: kind, ...row };
      if (rows.length < pageRows) break;
      after = rows.at(-1)!.id;
    }
}

async function* runs(pool: Pool): AsyncGenerator<HistoryLine> {
  for (let after = '-1'; ;) {
    const { rows } = await pool.query<{ run: Run; steps: readonly RunStep[] | null }>(
      `
select json_build_object('id', r.id::text, 'subject', json_build_object('kind', subject_kind, 'id', subject_id::text), 'personId', person_id::text,
    'accountId', account_id::text, 'dealId', deal_id::text, 'workflow', workflow, 'versionId', version_id::text, 'key', key, 'state', state, 'step', step,
    'dueAt', ${ms('due_at')}, 'duePort', due_port, 'listens', listens, 'visits', visits, 'stepsTaken', steps_taken, 'depth', depth, 'trigger', trigger,
    'arm', arm, 'startedAt', ${ms('started_at')}, 'endedAt', ${ms('ended_at')}, 'endReason', end_reason) as run,
  (select json_agg(json_build_object('runId', s.run_id::text, 'subjectId', s.subject_id::text, 'seq', s.seq, 'at', ${ms('s.at')}, 'step', s.step,
      'kind', s.kind, 'visit', s.visit, 'input', s.input, 'facts', s.facts, 'outcome', s.outcome) order by s.seq)
    from run_step s where s.subject_id = r.subject_id and s.run_id = r.id) as steps
from run r where r.id > $1 order by r.id limit $2`,
      [after, pageRows / 10],
    );
    for (const { run, steps } of rows) yield { kind: 'run', run, steps: steps ?? [] };
    if (rows.length < pageRows / 10) return;
    after = rows.at(-1)!.run.id;
  }
}

/** Epoch milliseconds as a whole number. */
function ms(column: string): string {
  return `round(extract(epoch from ${column}) * 1000)::int8`;
}

const personName = (alias: string) =>
  `coalesce(${alias}.email, ${alias}.user_id, (select min((k.kind || ':' || k.value) collate "C") from person_key k where k.person_id = ${alias}.id), '?')`;
const accountName = (alias: string) =>
  `coalesce(${alias}.domain, (select min((k.kind || ':' || k.value) collate "C") from account_key k where k.account_id = ${alias}.id), '?')`;

const standings: Readonly<Record<StandingLine['kind'], string>> = {
  person: `select p.id, ${personName('p')} as name, json_build_object('traits', p.traits) as is from person p where merged_into is null order by id`,
  account: `select a.id, ${accountName('a')} as name, json_build_object('tier', tier, 'owner', owner, 'people', people, 'traits', a.traits) as is
            from account a where merged_into is null order by id`,
  deal: `select d.id, d.pipeline || ' of ' || case when a.id is null then ${personName('p')} else ${accountName('a')} end as name,
                json_build_object('stage', stage, 'owner', d.owner, 'amount', amount, 'currency', currency, 'fields', fields) as is
         from deal d left join account a on a.id = d.account_id left join person p on p.id = d.contact_id order by d.id`,
  delivery: `select id, action || ' to ' || recipient as name,
                    json_build_object('template', payload->'template', 'workflow', workflow, 'isCanceled', state = 'canceled',
                                      'isWaiting', state = 'waiting') as is
             from delivery order by id`,
};
