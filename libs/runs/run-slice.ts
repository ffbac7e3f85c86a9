// The runs that one batch is about, in memory: loaded before, changed by pure functions, saved after.

import type { Run, RunStep } from '#libs/engine/run.js';
import type { RunOutcome, WatchedRun } from './outcomes-of.js';

/** What `again` asks about: the latest run that ended, of one subject in one workflow with one key. */
export interface EndedRun {
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly endReason: string | null;
}

/** It has ended, and facts still count for its goal or its experiment. */
export interface WatchedEnd extends WatchedRun {
  readonly versionId: string;
  readonly watchUntil: number;
}

export interface RunSlice {
  /** By id. What ended in this batch stays in it until it is saved. */
  readonly runs: Map<string, Run>;
  /** Subject → ids of its active runs. */
  readonly active: Map<string, Set<string>>;
  /** By endedKey. */
  readonly ended: Map<string, EndedRun>;
  /** Subject → its ended runs for which facts still count, by id. */
  readonly watched: Map<string, Map<string, WatchedEnd>>;
  /** Goals met and guards hit, to be written. */
  readonly outcomes: RunOutcome[];
  /** The journal's new lines. */
  readonly steps: RunStep[];
  /** Ids to be written. */
  readonly dirty: Set<string>;
}

export function emptyRunSlice(): RunSlice {
  return { runs: new Map(), active: new Map(), ended: new Map(), watched: new Map(), outcomes: [], steps: [], dirty: new Set() };
}

export function endedKey(subjectId: string, workflow: string, key: string): string {
  return `${subjectId} ${workflow} ${key}`;
}

/** Takes in a run as it is stored. */
export function takeRun(slice: RunSlice, run: Run): void {
  slice.runs.set(run.id, run);
  if (run.endedAt === null) {
    const ids = slice.active.get(run.subject.id);
    if (ids === undefined) slice.active.set(run.subject.id, new Set([run.id]));
    else ids.add(run.id);
    return;
  }
  slice.active.get(run.subject.id)?.delete(run.id);
  takeEnded(slice, run.subject.id, run.workflow, run.key, { ...run, endedAt: run.endedAt });
  const { id, subject, versionId, trigger, startedAt, watchUntil } = run;
  if (watchUntil !== undefined) takeWatched(slice, { id, subjectId: subject.id, versionId, trigger, startedAt, watchUntil });
}

export function takeWatched({ watched }: RunSlice, run: WatchedEnd): void {
  const known = watched.get(run.subjectId);
  if (known === undefined) watched.set(run.subjectId, new Map([[run.id, run]]));
  else known.set(run.id, run);
}

export function takeEnded(slice: RunSlice, subjectId: string, workflow: string, key: string, ended: EndedRun): void {
  const { id, startedAt, endedAt, endReason } = ended;
  keepLatest(slice, endedKey(subjectId, workflow, key), { id, startedAt, endedAt, endReason });
}

function keepLatest(slice: RunSlice, name: string, ended: EndedRun): void {
  const known = slice.ended.get(name);
  if (known === undefined || known.endedAt <= ended.endedAt) slice.ended.set(name, ended);
}

/** Takes in a run that is new or has changed, to be saved. */
export function putRun(slice: RunSlice, run: Run): void {
  takeRun(slice, run);
  slice.dirty.add(run.id);
}

const none: readonly Run[] = [];

/** In the order in which they began. */
export function activeRunsOf(slice: RunSlice, subjectId: string): readonly Run[] {
  const ids = slice.active.get(subjectId);
  return ids === undefined ? none : [...ids].map((id) => slice.runs.get(id)!);
}

export function activeRun(slice: RunSlice, subjectId: string, workflow: string, key?: string): Run | undefined {
  return activeRunsOf(slice, subjectId).find((run) => run.workflow === workflow && (key === undefined || run.key === key));
}

/**
 * After two subjects became one: the runs of the one that is gone are the other's, those that have ended too (`again` asks
 * for them). Of two in one workflow with one key the older goes on, as in the merge of the stored rows.
 */
export function mergeRuns(slice: RunSlice, kind: 'person' | 'account', gone: string, kept: string, now: number): void {
  for (const run of slice.runs.values()) {
    const isSubject = run.subject.id === gone;
    const isNamed = (kind === 'person' ? run.personId : run.accountId) === gone;
    if (!isSubject && !isNamed) continue;
    slice.active.get(run.subject.id)?.delete(run.id);
    const isActive = run.endedAt === null;
    const other = isSubject && isActive ? activeRun(slice, kept, run.workflow, run.key) : undefined;
    const moved: Run = {
      ...run,
      subject: isSubject ? { ...run.subject, id: kept } : run.subject,
      ...(kind === 'person' ? { personId: kept } : { accountId: kept }),
    };
    const [older, younger] = other === undefined || byAge(moved.id, other.id) < 0 ? [moved, other] : [other, moved];
    if (younger !== undefined) putRun(slice, stoppedByMerge(younger, now));
    putRun(slice, older);
    putInOrder(slice, moved.subject.id);
  }
  for (const watched of slice.watched.get(gone)?.values() ?? []) takeWatched(slice, { ...watched, subjectId: kept });
  slice.watched.delete(gone);
  slice.outcomes.forEach((outcome, at) => {
    if (outcome.subjectId === gone) slice.outcomes[at] = { ...outcome, subjectId: kept };
  });
  for (const [name, ended] of slice.ended) {
    if (!name.startsWith(`${gone} `)) continue;
    slice.ended.delete(name);
    keepLatest(slice, kept + name.slice(gone.length), ended);
  }
}

function putInOrder({ active }: RunSlice, subjectId: string): void {
  const ids = active.get(subjectId);
  if (ids !== undefined) active.set(subjectId, new Set([...ids].sort(byAge)));
}

/** Ids come from one sequence, as decimal texts: the shorter is the smaller, and the older. */
function byAge(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : 1);
}

function stoppedByMerge(run: Run, now: number): Run {
  const endReason = 'merged: the subject is in this workflow already';
  return { ...run, state: 'stopped', step: null, listens: [], dueAt: null, duePort: null, endedAt: now, endReason };
}
