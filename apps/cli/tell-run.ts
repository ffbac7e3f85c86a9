// Runs in lines to read: a list, and one run as a short tree of what each of its steps decided, saw and sent.

import { Temporal } from 'temporal-polyfill';

/** As GET /api/runs answers; times are ISO texts. */
export interface ToldRun {
  readonly id: string;
  readonly workflow: string;
  readonly version_id: string;
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly state: string;
  readonly step: string | null;
  readonly due_at: string | null;
  readonly listens: readonly { readonly event?: string }[];
  readonly trigger: { readonly name?: string; readonly eventId?: string | null };
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly end_reason: string | null;
  /** Of its workflow, which stands still. */
  readonly paused_since?: string | null;
}

/** As GET /api/runs/ID answers. */
export interface ToldJournal extends ToldRun {
  readonly steps: readonly ToldStep[];
  readonly deliveries: readonly ToldDelivery[];
}

interface ToldStep {
  readonly at: string;
  readonly step: string;
  readonly visit: number;
  readonly input: { readonly kind: string; readonly name?: string; readonly by?: string; readonly from?: string; readonly to?: string };
  readonly outcome: {
    readonly kind: string;
    readonly port?: string;
    readonly reason?: string;
    readonly until?: number | null;
    readonly for?: readonly { readonly event: string }[];
    readonly note?: string;
    readonly traces?: readonly ToldTrace[];
    readonly writes?: readonly { readonly kind: string; readonly [name: string]: unknown }[];
  };
}

interface ToldTrace {
  readonly source: string;
  readonly result: boolean | 'unknown' | null;
  readonly parts: readonly { readonly saw: readonly { readonly name: string; readonly value: unknown }[] }[];
}

interface ToldDelivery {
  readonly key: string;
  readonly action: string;
  readonly recipient: string;
  readonly state: string;
  readonly due_at: string | null;
  readonly error: string | null;
}

export function tellRuns(runs: readonly ToldRun[]): readonly string[] {
  if (runs.length === 0) return ['no runs'];
  const rows = runs.map((run) => [
    run.id,
    run.workflow,
    `${run.subject_kind} ${run.subject_id}`,
    run.state,
    standing(run),
    minute(run.started_at),
  ]);
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  );
}

export function tellRun(run: ToldJournal): readonly string[] {
  const because =
    run.trigger.name === undefined ? '' : ` by ${run.trigger.name}${run.trigger.eventId == null ? '' : ` (event ${run.trigger.eventId})`}`;
  const lines = [
    `run ${run.id} of ${run.workflow} (version ${run.version_id}) for ${run.subject_kind} ${run.subject_id}: ${run.state}`,
    `  ${minute(run.started_at)}  began${because}`,
  ];
  const told = new Set<ToldDelivery>();
  for (const step of run.steps) {
    lines.push(`  ${minute(step.at)}  ${decision(step)}`);
    for (const trace of step.outcome.traces ?? []) lines.push(`      ${tellTrace(trace)}`);
    for (const write of step.outcome.writes ?? []) lines.push(`      ${tellWrite(write)}`);
    for (const delivery of run.deliveries) {
      // `run:step:visit:n`: told where it was asked for.
      const [, asked, visit] = delivery.key.split(':');
      if (told.has(delivery) || asked !== step.step || visit !== String(step.visit)) continue;
      told.add(delivery);
      lines.push(`      ${tellDelivery(delivery)}`);
    }
  }
  lines.push(
    run.ended_at === null
      ? `  now: ${standing(run)}`
      : `  ${minute(run.ended_at)}  ended: ${run.state}${run.end_reason === null ? '' : ` (${run.end_reason})`}`,
  );
  return lines;
}

function decision({ step, input, outcome }: ToldStep): string {
  if (input.kind === 'retry') return `${step}: retried by ${input.by ?? '?'}`;
  if (input.kind === 'migrate') return `${step}: moved from version ${input.from ?? '?'} to ${input.to ?? '?'} by ${input.by ?? '?'}`;
  const woken = input.kind === 'event' ? `, woken by ${input.name ?? 'an event'}` : input.kind === 'due' ? ', its time is over' : '';
  const note = outcome.note === undefined ? '' : ` (${outcome.note})`;
  return `${step === '' ? 'it' : step}${woken}: ${outcomeText(outcome)}${note}`;
}

function outcomeText({ kind, port, reason, until, for: matches }: ToldStep['outcome']): string {
  const time = until == null ? '' : ` until ${minute(Temporal.Instant.fromEpochMilliseconds(until).toString())}`;
  if (kind === 'go') return `goes on${port === undefined || port === 'next' ? '' : ` through ${port}`}`;
  if (kind === 'sleep') return `waits${time}`;
  if (kind === 'listen') return `listens for ${[...new Set((matches ?? []).map(({ event }) => event))].join(' or ')}${time}`;
  return `${kind === 'fail' ? 'fails' : kind === 'stop' ? 'is stopped' : 'ends'}${reason === undefined ? '' : `: ${reason}`}`;
}

function tellTrace({ source, result, parts }: ToldTrace): string {
  const saw = [...new Set(parts.flatMap((part) => part.saw.map(({ name, value }) => `${name} = ${say(value)}`)))];
  return `${source} is ${result === null ? 'unknown' : String(result)}${saw.length === 0 ? '' : `: saw ${saw.join(', ')}`}`;
}

function tellWrite({ kind, ...said }: { readonly kind: string; readonly [name: string]: unknown }): string {
  const parts = Object.entries(said).filter(([name, value]) => name !== 'pick' && value !== null);
  const pick = said['pick'] as { readonly rep?: string | null; readonly reason?: string } | undefined;
  return [
    kind,
    ...(pick === undefined ? [] : [`${pick.rep ?? 'nobody'} (${pick.reason ?? '?'})`]),
    ...parts.map(([name, value]) => `${name}: ${say(value)}`),
  ].join(' ');
}

function tellDelivery({ action, recipient, state, due_at: due, error }: ToldDelivery): string {
  return `${action} to ${recipient}: ${state}${state === 'waiting' && due !== null ? ` until ${minute(due)}` : ''}${error === null ? '' : ` (${error})`}`;
}

/** Where it stands and what moves it next. */
function standing({ state, step, due_at: due, listens, end_reason: reason, paused_since: paused }: ToldRun): string {
  if (step === null) return reason ?? '';
  const events = [...new Set(listens.flatMap(({ event }) => (event === undefined ? [] : [event])))];
  const waits = [...(events.length === 0 ? [] : [`listens for ${events.join(' or ')}`]), ...(due === null ? [] : [`wakes ${minute(due)}`])];
  return `at ${step}${waits.length === 0 ? '' : `, ${waits.join(', ')}`}${state === 'ready' ? ', ready' : ''}${paused == null ? '' : `; paused since ${minute(paused)}`}`;
}

function say(value: unknown): string {
  return value == null ? 'unknown' : typeof value === 'string' ? value : JSON.stringify(value);
}

function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
