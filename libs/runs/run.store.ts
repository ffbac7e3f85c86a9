// Loads and locks the runs of a batch's subjects, claims runs that are due, and writes what became of them: one statement a table.

import type { ClientBase } from 'pg';
import { int2s, int4s, int8s, jsonTexts, texts, timestamps } from '#libs/database/columns.js';
import { SentStatements } from '#libs/database/sent-statements.js';
import { RepeatBatch } from '#libs/database/transaction.store.js';
import type { Match } from '#libs/engine/outcome.js';
import type { Run, RunState, RunStep, RunTrigger } from '#libs/engine/run.js';
import { stringifyJson } from '#libs/language/json.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';
import { pausedWorkflows } from './pause.store.js';
import { emptyRunSlice, type RunSlice, takeEnded, takeRun, takeWatched } from './run-slice.js';

interface RunRow {
  readonly subject_id: string;
  readonly id: string;
  readonly subject_kind: SubjectKind;
  readonly person_id: string | null;
  readonly account_id: string | null;
  readonly deal_id: string | null;
  readonly workflow: string;
  readonly version_id: string;
  readonly key: string;
  readonly state: RunState;
  readonly step: string | null;
  readonly due_at: Date | null;
  readonly due_port: string | null;
  /** What it listens for, and behind it what it has heard: one column, because hardly any run has heard something. */
  readonly listens: readonly (Match | { readonly heard: RunTrigger })[];
  readonly visits: Readonly<Record<string, number>>;
  readonly steps_taken: number;
  readonly depth: number;
  readonly trigger: RunTrigger;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly end_reason: string | null;
  readonly arm: 'treated' | 'holdout' | null;
  readonly watch_until: Date | null;
}

type EndedRow = Pick<
  RunRow,
  'subject_id' | 'workflow' | 'key' | 'id' | 'started_at' | 'ended_at' | 'end_reason' | 'watch_until' | 'version_id'
> & {
  readonly trigger: RunTrigger | null;
};

/**
 * The active runs of these subjects, locked, and the latest one that ended of each in each workflow.
 * @param client inside a transaction that holds the subjects' rows, so that no other can begin a run of theirs
 */
export async function loadRuns(client: ClientBase, subjectIds: readonly string[]): Promise<RunSlice> {
  const slice = emptyRunSlice();
  if (subjectIds.length === 0) return slice;
  const ids = int8s(subjectIds);
  const [active, ended] = await Promise.all([
    client.query<RunRow>({
      name: 'load_runs',
      text: 'select * from run where subject_id = any($1::int8[]) and ended_at is null order by subject_id, id for update',
      values: [ids],
    }),
    client.query<EndedRow>({
      name: 'load_ended_runs',
      text: `
select distinct on (subject_id, workflow, key) subject_id, workflow, key, id, started_at, ended_at, end_reason, watch_until, version_id,
  case when watch_until is not null then trigger end as trigger
from run where subject_id = any($1::int8[]) and ended_at is not null order by subject_id, workflow, key, ended_at desc`,
      values: [ids],
    }),
  ]);
  for (const row of active.rows) takeRun(slice, runOf(row));
  for (const row of ended.rows) {
    const { trigger, watch_until: until, version_id: versionId } = row;
    if (trigger !== null && until !== null)
      takeWatched(slice, {
        id: row.id,
        subjectId: row.subject_id,
        versionId,
        trigger,
        startedAt: row.started_at.getTime(),
        watchUntil: until.getTime(),
      });
    takeEnded(slice, row.subject_id, row.workflow, row.key, {
      id: row.id,
      startedAt: row.started_at.getTime(),
      endedAt: row.ended_at!.getTime(),
      endReason: row.end_reason,
    });
  }
  return slice;
}

/** A run with whom it is about. */
export interface DueRun {
  readonly subjectId: string;
  readonly id: string;
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly dealId: string | null;
}

/** Whom a run is about, whether it has ended or not; null: there is no such run. */
export async function findRun(client: Pick<ClientBase, 'query'>, id: string): Promise<DueRun | null> {
  const { rows } = await client.query<Pick<RunRow, 'subject_id' | 'id' | 'person_id' | 'account_id' | 'deal_id'>>(
    'select subject_id, id, person_id, account_id, deal_id from run where id = $1',
    [id],
  );
  return rows[0] === undefined ? null : subjectsOf(rows[0]);
}

/** One run, whether it has ended or not, locked. @param client inside a transaction that holds its subject's row */
export async function lockRun(client: ClientBase, id: string): Promise<Run | null> {
  const { rows } = await client.query<RunRow>('select * from run where id = $1 for update', [id]);
  return rows[0] === undefined ? null : runOf(rows[0]);
}

/** The step at which a run has failed last; null: it never has. */
export async function failedStep(client: ClientBase, { id, subject }: Run): Promise<string | null> {
  const { rows } = await client.query<{ step: string }>(
    `select step from run_step where subject_id = $1 and run_id = $2 and outcome->>'kind' = 'fail' order by seq desc limit 1`,
    [subject.id, id],
  );
  return rows[0]?.step ?? null;
}

/** Whom these runs are about: to be locked before the runs are. */
export async function findRuns(client: Pick<ClientBase, 'query'>, ids: readonly string[]): Promise<readonly DueRun[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<Pick<RunRow, 'subject_id' | 'id' | 'person_id' | 'account_id' | 'deal_id'>>({
    name: 'find_runs',
    text: 'select subject_id, id, person_id, account_id, deal_id from run where id = any($1::int8[]) and ended_at is null',
    values: [int8s(ids)],
  });
  return rows.map(subjectsOf);
}

/**
 * Runs whose time has come and that do not stand still, the longest due first; only looked up, not locked: their subjects are locked before them.
 * The plain index on due_at answers it: among a million waiting rows a partial one on the state was no faster and cost every move a write.
 */
export async function findDueRuns(client: Pick<ClientBase, 'query'>, now: number, limit: number): Promise<readonly DueRun[]> {
  const { rows } = await client.query<Pick<RunRow, 'subject_id' | 'id' | 'person_id' | 'account_id' | 'deal_id'>>({
    name: 'find_due_runs',
    text: `select subject_id, id, person_id, account_id, deal_id from run
      where due_at <= to_timestamp($1::float8 / 1000) and workflow <> all(${pausedWorkflows}) order by due_at limit $2`,
    values: [now, limit],
  });
  return rows.map(subjectsOf);
}

function subjectsOf(row: Pick<RunRow, 'subject_id' | 'id' | 'person_id' | 'account_id' | 'deal_id'>): DueRun {
  return { subjectId: row.subject_id, id: row.id, personId: row.person_id, accountId: row.account_id, dealId: row.deal_id };
}

/** Writes runs that are new or have moved. @throws RepeatBatch when another has begun one meanwhile */
export async function saveRuns(client: ClientBase, slice: RunSlice): Promise<void> {
  const runs = [...slice.dirty].map((id) => slice.runs.get(id)!);
  const sent = new SentStatements();
  if (runs.length > 0) sent.add(upsertRuns(client, runs).catch(repeatWhenBegun));
  if (slice.outcomes.length > 0) sent.add(saveOutcomes(client, slice));
  await sent.all();
}

/** Lines of the journal. @param slice whose run each is of */
export async function saveSteps(client: ClientBase, { runs }: RunSlice, steps: readonly RunStep[]): Promise<void> {
  if (steps.length === 0) return;
  await client.query({
    name: 'save_run_steps',
    text: `
insert into run_step (subject_id, run_id, seq, at, step, kind, visit, input, facts, outcome)
select * from unnest($1::int8[], $2::int8[], $3::int4[], $4::timestamptz[], $5::text[], $6::text[], $7::int4[], $8::json[], $9::json[], $10::json[])`,
    values: [
      // A run that was merged has another subject than when the line was made.
      int8s(steps.map(({ runId, subjectId }) => runs.get(runId)?.subject.id ?? subjectId)),
      int8s(steps.map(({ runId }) => runId)),
      int4s(steps.map(({ seq }) => seq)),
      timestamps(steps.map(({ at }) => at)),
      texts(steps.map(({ step }) => step)),
      texts(steps.map(({ kind }) => kind)),
      int4s(steps.map(({ visit }) => visit)),
      jsonTexts(steps.map(({ input }) => stringifyJson(input))),
      jsonTexts(steps.map(({ facts }) => stringifyJson(facts))),
      jsonTexts(steps.map(({ outcome }) => stringifyJson(outcome))),
    ],
  });
}

function upsertRuns(client: ClientBase, runs: readonly Run[]): Promise<unknown> {
  // Ended ones first: the one that begins in their place may not meet them in the unique index.
  const ordered = runs.toSorted((one, other) => Number(one.endedAt === null) - Number(other.endedAt === null));
  const column = <Field>(read: (run: Run) => Field): Field[] => ordered.map((run) => read(run));
  return client.query({
    name: 'save_runs',
    text: `
insert into run (subject_id, id, subject_kind, person_id, account_id, deal_id, workflow, version_id, key, state, step, due_at, due_port, listens,
                 visits, steps_taken, depth, trigger, started_at, ended_at, end_reason, arm, watch_until)
select * from unnest($1::int8[], $2::int8[], $3::text[], $4::int8[], $5::int8[], $6::int8[], $7::text[], $8::int8[], $9::text[], $10::text[],
                     $11::text[], $12::timestamptz[], $13::text[], $14::json[], $15::json[], $16::int4[], $17::int2[], $18::json[],
                     $19::timestamptz[], $20::timestamptz[], $21::text[], $22::text[], $23::timestamptz[])
on conflict (subject_id, id) do update set person_id = excluded.person_id, account_id = excluded.account_id, deal_id = excluded.deal_id,
  version_id = excluded.version_id, state = excluded.state, step = excluded.step, due_at = excluded.due_at, due_port = excluded.due_port, listens = excluded.listens,
  visits = excluded.visits, steps_taken = excluded.steps_taken, ended_at = excluded.ended_at, end_reason = excluded.end_reason`,
    values: [
      int8s(column(({ subject }) => subject.id)),
      int8s(column(({ id }) => id)),
      texts(column(({ subject }) => subject.kind)),
      int8s(column(({ personId }) => personId)),
      int8s(column(({ accountId }) => accountId)),
      int8s(column(({ dealId }) => dealId)),
      texts(column(({ workflow }) => workflow)),
      int8s(column(({ versionId }) => versionId)),
      texts(column(({ key }) => key)),
      texts(column(({ state }) => state)),
      texts(column(({ step }) => step)),
      timestamps(column(({ dueAt }) => dueAt)),
      texts(column(({ duePort }) => duePort)),
      jsonTexts(
        column(({ listens, heard }) =>
          stringifyJson(heard.length === 0 ? listens : [...listens, ...heard.map((fact) => ({ heard: fact }))]),
        ),
      ),
      jsonTexts(column(({ visits }) => stringifyJson(visits))),
      int4s(column(({ stepsTaken }) => stepsTaken)),
      int2s(column(({ depth }) => depth)),
      jsonTexts(column(({ trigger }) => stringifyJson(trigger))),
      timestamps(column(({ startedAt }) => startedAt)),
      timestamps(column(({ endedAt }) => endedAt)),
      texts(column(({ endReason }) => endReason)),
      texts(column(({ arm }) => arm ?? null)),
      timestamps(column(({ watchUntil }) => watchUntil ?? null)),
    ],
  });
}

/** The first of a kind and event counts, whatever comes later. */
async function saveOutcomes(client: ClientBase, { outcomes }: RunSlice): Promise<void> {
  await client.query({
    name: 'save_run_outcomes',
    text: `
insert into run_outcome (subject_id, run_id, kind, event, at, event_id)
select * from unnest($1::int8[], $2::int8[], $3::text[], $4::text[], $5::timestamptz[], $6::int8[]) on conflict do nothing`,
    values: [
      int8s(outcomes.map(({ subjectId }) => subjectId)),
      int8s(outcomes.map(({ runId }) => runId)),
      texts(outcomes.map(({ kind }) => kind)),
      texts(outcomes.map(({ event }) => event)),
      timestamps(outcomes.map(({ at }) => at)),
      int8s(outcomes.map(({ eventId }) => eventId)),
    ],
  });
}

function repeatWhenBegun(error: unknown): never {
  if (error instanceof Error && 'constraint' in error && error.constraint === 'run_once_at_a_time')
    throw new RepeatBatch('Another transaction has begun a run of one of these subjects meanwhile.');
  throw error;
}

function runOf(row: RunRow): Run {
  return {
    id: row.id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    personId: row.person_id,
    accountId: row.account_id,
    dealId: row.deal_id,
    workflow: row.workflow,
    versionId: row.version_id,
    key: row.key,
    state: row.state,
    step: row.step,
    dueAt: row.due_at?.getTime() ?? null,
    duePort: row.due_port,
    listens: row.listens.filter((each): each is Match => !('heard' in each)),
    heard: row.listens.flatMap((each) => ('heard' in each ? [each.heard] : [])),
    visits: row.visits,
    stepsTaken: row.steps_taken,
    depth: row.depth,
    trigger: row.trigger,
    startedAt: row.started_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
    endReason: row.end_reason,
    ...(row.arm === null ? {} : { arm: row.arm }),
    ...(row.watch_until === null ? {} : { watchUntil: row.watch_until.getTime() }),
  };
}

/** Which of these runs were stopped: what they had asked for and has not left must not leave any more. */
export async function findStopped(client: Pick<ClientBase, 'query'>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>({
    name: 'find_stopped_runs',
    text: `select id from run where id = any($1::int8[]) and state = 'stopped'`,
    values: [int8s(ids)],
  });
  return new Set(rows.map(({ id }) => id));
}
