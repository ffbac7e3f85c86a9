// Works off what has happened until nothing is left: runs are woken and stopped, then begun; what they do can lead to more.

import { isWithin } from '#libs/engine/find-stop.js';
import type { Run } from '#libs/engine/run.js';
import { triggerFacts } from '#libs/engine/trigger-facts.js';
import { traitsReadBy } from '#libs/runs/index-triggers.js';
import { outcomesOf, type WatchedRun } from '#libs/runs/outcomes-of.js';
import { drive, type DriveContext } from '#libs/runs/drive.js';
import { activeRunsOf, putRun } from '#libs/runs/run-slice.js';
import type { World } from '#libs/runs/world.js';
import type { StepDefinition } from '#libs/engine/step.js';
import { beginWorkflow } from './begin-workflow.js';
import { askAudiences } from './deal-audiences.js';
import { hearing, isSameThing } from './same-thing.js';
import { scopeOf, subjectsOf } from './scope-of.js';
import type { About, Drive, Happening } from './todo.js';
import type { WorkingSet } from './working-set.js';

export interface SettleContext {
  readonly world: World;
  readonly steps: ReadonlyMap<string, StepDefinition>;
  /** Epoch ms. */
  readonly now: number;
}

/** What is to be brought before it can go on. */
export interface Wanting {
  /** Whose ledger is to be loaded (see routing-needs). */
  readonly routings: readonly string[];
  /** Whose people are to be loaded (see `rosters`). */
  readonly accountIds: readonly string[];
}

/** @returns what it wants: bring it and call it again. Null: all is done */
export function settle(set: WorkingSet, context: SettleContext): Wanting | null {
  do {
    for (let next = set.todo.shift(); next !== undefined; next = set.todo.shift()) {
      if (next.kind === 'happening') {
        happen(set, next, context);
        continue;
      }
      const wanted = move(set, next, context);
      if (wanted !== null) return wanted;
    }
    if (set.audienceAsks.length > 0) askAudiences(set, context.now);
  } while (set.todo.length > 0);
  return null;
}

function happen(set: WorkingSet, happening: Happening, { now }: SettleContext): void {
  const moves: Drive[] = [];
  const { personId, accountId, dealId } = happening.about;
  const { about, fact, causeDepth } = happening;
  if (set.workspace.dealAudiences.length > 0) set.audienceAsks.push({ about, fact, causeDepth });
  const concerned = [personId, accountId, dealId].filter((id) => id !== null);
  concerned.push(...dealsBeside(set, happening));
  for (const subjectId of concerned)
    for (const run of activeRunsOf(set.runs, subjectId)) {
      if (run.watchUntil !== undefined) count(set, run.versionId, { ...run, subjectId }, run, happening, now);
      const woken = wake(set, run, happening, now);
      if (woken !== null) moves.push(woken);
    }
  if (set.runs.watched.size > 0)
    for (const subjectId of concerned)
      for (const watched of set.runs.watched.get(subjectId)?.values() ?? [])
        count(set, watched.versionId, watched, happening.about, happening, now);
  // The contact of an account's or a deal's run may belong to another company by now: its answer finds the run all the same.
  const answered = happening.runId === null ? undefined : set.runs.runs.get(happening.runId);
  if (answered !== undefined && answered.endedAt === null && !concerned.includes(answered.subject.id)) {
    const woken = wake(set, answered, happening, now);
    if (woken !== null) moves.push(woken);
  }
  for (const start of set.triggers.starts(happening.transition)) {
    const begun = beginWorkflow(set, start, happening, now);
    if (begun !== null) moves.push(begun);
  }
  // Before anything else that waits: what an event does to runs is done before what follows from it.
  set.todo.unshift(...moves);
}

/** What counts for a run's goal or experiment is noted, whether it is under way or has ended. */
function count(set: WorkingSet, versionId: string, run: WatchedRun, about: About, { transition, fact }: Happening, now: number): void {
  if (transition.kind !== 'event') return;
  const scope = () => ({ ...scopeOf(set, about, now), event: triggerFacts(fact) });
  set.runs.outcomes.push(...outcomesOf(set.workflowOf(versionId), run, { ...fact, name: transition.name }, scope));
}

const none: readonly string[] = [];

/** Runs of the account's deals hear what happens to the account. */
function dealsBeside({ deals, runs }: WorkingSet, { about }: Happening): readonly string[] {
  if (about.dealId !== null || about.accountId === null || deals.deals.size === 0) return none;
  return [...deals.deals.values()].filter(({ id, accountId }) => accountId === about.accountId && runs.active.has(id)).map(({ id }) => id);
}

/** How a run that is under way takes it; null: not at all. */
function wake(set: WorkingSet, run: Run, { transition, fact, delivery, about }: Happening, now: number): Drive | null {
  const workflow = set.workflowOf(run.versionId);
  if (transition.kind === 'event') {
    const { dealId } = about;
    const isIts = isSameThing(run, workflow, { name: transition.name, dealId, fact, scope: () => scopeOf(set, run, now) });
    if (isIts && workflow.hears?.has(transition.name) === true) putRun(set.runs, hearing(run, fact));
    // An answer is its delivery's own, whatever else it is about.
    const isListening = run.listens.some(({ event, delivery: wanted }) => event === transition.name && (isIts || wanted !== undefined));
    const { goal } = workflow;
    const isMet =
      goal?.event === transition.name &&
      isWithin(run, goal.within, fact.at) &&
      (goal.if === undefined || goal.if.holds({ ...scopeOf(set, run, now), event: triggerFacts(fact) }) === true);
    const isEnd = isMet || workflow.stopWhen.some((stop) => stop.kind === 'event' && stop.event === transition.name);
    if (!isListening && !isEnd) return null;
    const input = { kind: 'event', name: transition.name, delivery, eventId: fact.eventId ?? '0', at: fact.at } as const;
    return { kind: 'drive', runId: run.id, input, arrived: triggerFacts(fact) };
  }
  if (transition.kind === 'stage') {
    const isEnd = workflow.stopWhen.some((stop) => stop.kind === 'stage' && stop.stage === transition.stage);
    return isEnd ? { kind: 'drive', runId: run.id, input: { kind: 'stop', reason: `stop_when: deal.${transition.stage}` } } : null;
  }
  if (transition.kind === 'every') return null;
  const { stopIf } = workflow;
  if (stopIf === undefined || !traitsReadBy(stopIf).includes(`${transition.of}.${transition.trait}`)) return null;
  if (stopIf.holds(scopeOf(set, run, now)) !== true) return null;
  return { kind: 'drive', runId: run.id, input: { kind: 'stop', reason: `stop_if: ${stopIf.source}` } };
}

function move(set: WorkingSet, { runId, input, arrived }: Drive, { world, steps, now }: SettleContext): Wanting | null {
  const run = set.runs.runs.get(runId);
  if (run === undefined || run.endedAt !== null) return null;
  const { workspace, workflowOf, runs: slice } = set;
  const isPaused = set.paused?.has(run.workflow) ?? false;
  const context: DriveContext = { workspace, workflowOf: (id) => workflowOf(id), steps, world, slice, now, isPaused };
  const driven = drive(run, input, context, arrived);
  if (workspace.dealAudiences.length > 0) set.audienceAsks.push({ about: driven.run, fact: run.trigger, causeDepth: run.depth });
  if (driven.parked.length === 0) return null;
  set.todo.unshift({ kind: 'drive', runId, input: driven.input, ...(arrived === undefined ? {} : { arrived }) });
  const accountId = subjectsOf(set, run).account?.id;
  return {
    routings: driven.parked.flatMap((need) => (need.kind === 'pick' ? [need.routing] : [])),
    accountIds: accountId !== undefined && driven.parked.some(({ kind }) => kind === 'people') ? [accountId] : [],
  };
}
