// `backtest --verify`: reads a history with its outcomes and decides everything again.

import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { DueLine, HistoryLine } from '#libs/reporting/history-line.js';
import { runStanding, type Standing } from '#libs/simulation/backtest/standing-of.js';
import { tellPending } from '#libs/simulation/backtest/tell-pending.js';
import {
  compareStandings,
  type Deviation,
  HistoryVerification,
  isMovedByHand,
  standingLine,
  verifyJournal,
} from '#libs/simulation/backtest/verification.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { CannotBacktest } from './run-backtest.service.js';
import { understandEvents } from './understand-events.service.js';

export interface Verified {
  readonly version: 1;
  readonly events: number;
  readonly runs: number;
  readonly decisions: number;
  /** People, accounts, deals, runs and deliveries that were compared. */
  readonly compared: number;
  readonly deviations: readonly Deviation[];
  /** Due when the history was taken, and not done yet: no deviations. */
  readonly pending: readonly Deviation[];
}

type RunLine = HistoryLine & { readonly kind: 'run' };

export async function runVerify(history: AsyncIterable<HistoryLine>, onProgress: (events: number, at: number) => void): Promise<Verified> {
  const workspaces = new Map<string, { readonly workspace: Workspace; readonly appliedAt: number }>();
  const workspaceOf = new Map<string, string>();
  const deviations: Deviation[] = [];
  const production: Standing[] = [];
  const runs: { readonly run: RunLine['run']; readonly isByHand: boolean }[] = [];
  const names = new Map<string, string>();
  const due: DueLine[] = [];
  let verification: HistoryVerification | undefined;
  let now: number | undefined;
  let hasOutcomes = false;
  const counts = { events: 0, runs: 0, decisions: 0 };
  const begun = (): HistoryVerification => (verification ??= new HistoryVerification([...workspaces.values()], stepsByKind));

  for await (const line of history) {
    if (line.kind === 'history') now = line.now;
    else if (line.kind === 'workspace') workspaces.set(line.id, { workspace: compiled(line), appliedAt: line.appliedAt });
    else if (line.kind === 'event') {
      const { happenings, failed } = understandEvents([line]);
      if (failed > 0) deviations.push({ what: `event ${line.id}`, production: 'was understood', replay: 'no source understands it' });
      for (const one of happenings) if ('fact' in one) begun().take(one);
      counts.events += 1;
      if (counts.events % 1000 === 0) onProgress(counts.events, line.receivedAt);
    } else if (line.kind === 'subject') begun().subjects.add(line.of, line.id, line.keys);
    else if (line.kind === 'edit' || line.kind === 'touch') begun().takeByHand(line);
    else if (line.kind === 'workflow_version') workspaceOf.set(line.id, line.workspace);
    else if (line.kind === 'run') {
      hasOutcomes = true;
      counts.runs += 1;
      counts.decisions += line.steps.length;
      runs.push({ run: line.run, isByHand: isMovedByHand(line.steps) });
      const cameWith = (versionId: string) => workspaces.get(workspaceOf.get(versionId) ?? '')?.workspace;
      const deviation = cameWith(line.run.versionId) === undefined ? null : verifyJournal(line.run, line.steps, cameWith, stepsByKind);
      if (deviation !== null) deviations.push(deviation);
    } else if (line.kind === 'due') due.push(line);
    else {
      hasOutcomes = true;
      names.set(`${line.kind} ${line.id}`, line.name);
      production.push(standingLine(line));
    }
  }
  if (now === undefined || workspaces.size === 0)
    throw new CannotBacktest('This is no export: its first lines are of kind "history" and "workspace".');
  if (!hasOutcomes && counts.events > 0)
    throw new CannotBacktest('The export has no outcomes to compare with: take it with GET /api/export/events?outcomes=true.');
  const replayed = counts.events === 0 ? [] : begun().end(now);
  for (const { run, isByHand } of runs) {
    const standing = runStanding(run, names.get(`${run.subject.kind} ${run.subject.id}`) ?? '?');
    const twin = isByHand ? replayed.findIndex(({ kind, name }) => kind === 'run' && name === standing.name) : -1;
    if (!isByHand) production.push(standing);
    else if (twin >= 0) replayed.splice(twin, 1);
  }
  const { workspace } = [...workspaces.values()].at(-1)!;
  const told = tellPending(compareStandings(production, replayed), due, workspace);
  deviations.push(...told.deviations);
  return { version: 1, ...counts, compared: production.length, deviations, pending: told.pending };
}

function compiled({ id, files }: HistoryLine & { readonly kind: 'workspace' }): Workspace {
  const { workspace } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null) throw new CannotBacktest(`Version ${id} of the workspace no longer compiles: millrace check says more.`);
  return workspace;
}

export function tellVerified({ events, runs, decisions, compared, deviations, pending }: Verified): string[] {
  const number = (value: number) => value.toLocaleString('en-US');
  const lines = [
    `${number(events)} events replayed, ${number(decisions)} decisions of ${number(runs)} runs taken again, ${number(compared)} people, accounts, deals, runs and deliveries compared`,
  ];
  if (pending.length > 0)
    lines.push(`${number(pending.length)} things were due and not done yet when this was taken; they are in the replay`);
  if (deviations.length === 0) return [...lines, 'no difference from what production did'];
  lines.push(`${number(deviations.length)} differences from what production did`, '');
  for (const { what, production, replay } of deviations.slice(0, 50))
    lines.push(what, `  production  ${production}`, `  replay      ${replay}`);
  return deviations.length > 50 ? [...lines, `and ${number(deviations.length - 50)} more: --json has all`] : lines;
}
