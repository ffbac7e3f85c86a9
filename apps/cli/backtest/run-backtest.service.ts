// Streams a history through two workspaces side by side and compares what they did.

import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import type { SourceFile } from '#libs/language/source-file.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { HandLine, HistoryEvent, HistoryLine } from '#libs/reporting/history-line.js';
import { Comparison } from '#libs/simulation/backtest/comparison.js';
import type { BacktestReport } from '#libs/simulation/backtest/report.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { GarbageBound } from './garbage-bound.service.js';
import { type SideAnswer, SideThread } from './side-thread.service.js';

export interface BacktestOptions {
  readonly history: AsyncIterable<HistoryLine>;
  readonly changed: readonly SourceFile[];
  /** In place of the version that the history says is running. */
  readonly today?: readonly SourceFile[];
  /** How far back from the history's now (ms). */
  readonly sinceMs: number;
  readonly workflow?: string;
  onProgress(events: number, at: number): void;
}

/** What whoever asked has to mend. */
export class CannotBacktest extends Error {}

const pageEvents = 2000;
/** Pages that are on their way: reading goes on while the sides work. */
const pagesAhead = 3;

export async function runBacktest(options: BacktestOptions): Promise<BacktestReport & { readonly failed: number }> {
  const lines = options.history[Symbol.asyncIterator]();
  let files = options.today;
  let now: number | undefined;
  let first: HistoryLine | undefined;
  for (;;) {
    const { value, done } = (await lines.next()) as IteratorResult<HistoryLine, undefined>;
    if (done === true) break;
    if (value.kind === 'history') now = value.now;
    else if (value.kind === 'workspace') files = options.today ?? value.files;
    else {
      first = value;
      break;
    }
  }
  if (files === undefined) throw new CannotBacktest('The events come without a workspace: name today’s folder with --today.');
  const today = compiled(files, 'today’s workspace');
  const changed = compiled(options.changed, 'the changed workspace');
  if (options.workflow !== undefined && !today.workflows.has(options.workflow) && !changed.workflows.has(options.workflow))
    throw new CannotBacktest(`There is no workflow "${options.workflow}": ${[...changed.workflows.keys()].sort().join(', ')}`);
  if (now === undefined) throw new CannotBacktest('The first line of an export says {"kind":"history",…}: this is none.');
  const since = now - options.sinceMs;
  const garbage = new GarbageBound();
  const sides = [files, options.changed].map((one) => new SideThread({ files: one, since }));
  const [one, other] = sides as [SideThread, SideThread];
  try {
    const capacity = new Map(
      [...changed.team.reps.values()].flatMap(({ key, capacity: most }) => (most === undefined ? [] : [[key, most]])),
    );
    const comparison = new Comparison({ capacity, ...(options.workflow === undefined ? {} : { workflow: options.workflow }) });
    let events = 0;
    let failed = 0;
    const under: Promise<void>[] = [];
    const send = async (page: readonly (HistoryEvent | HandLine)[]): Promise<void> => {
      const [before, after] = await Promise.all([one, other].map((side) => side.ask({ kind: 'page', lines: page })));
      garbage.keep();
      comparison.page(before!.outcome, after!.outcome);
      failed += failedOf(before);
      const last = page.findLast((line) => line.kind === 'event');
      events += page.filter(({ kind }) => kind === 'event').length;
      options.onProgress(events, last?.receivedAt ?? 0);
    };
    let page: (HistoryEvent | HandLine)[] = [];
    for (let line = first; line !== undefined; line = ((await lines.next()) as IteratorResult<HistoryLine, undefined>).value) {
      if (line.kind !== 'event' && line.kind !== 'edit' && line.kind !== 'touch') continue;
      page.push(line);
      if (page.length < pageEvents) continue;
      under.push(send(page));
      page = [];
      if (under.length >= pagesAhead) await under.shift();
    }
    if (page.length > 0) under.push(send(page));
    await Promise.all(under);
    const ends = await Promise.all([one, other].map((side) => side.ask({ kind: 'end', now })));
    comparison.page(ends[0]!.outcome, ends[1]!.outcome);
    const about = { from: since, to: now, events, today: today.hash, changed: changed.hash };
    return { ...comparison.report(about, [standingOf(ends[0]), standingOf(ends[1])]), failed };
  } finally {
    await Promise.all(sides.map((side) => side.stop()));
  }
}

function compiled(files: readonly SourceFile[], what: string): Workspace {
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null) throw new CannotBacktest(`${what} has errors:\n\n${formatProblems(problems, files, 'human')}`);
  return workspace;
}

function failedOf(answer: SideAnswer | undefined): number {
  return answer?.kind === 'page' ? answer.failed : 0;
}

function standingOf(answer: SideAnswer | undefined) {
  if (answer?.kind !== 'end') throw new Error('a side has ended without its standing');
  return answer.standing;
}
