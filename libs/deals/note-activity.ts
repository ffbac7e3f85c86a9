// Facts that no stage names keep a deal from being idle all the same: visits, answers, use of the product. One row a day holds the
// first and the last of them, so that a busy account does not fill the deal with facts.

import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { Pipeline } from '#libs/language/pipeline.js';
import type { Deal, DealFact } from './deal.js';
import { addFact, type DealSlice, factsOf, removeFact } from './deal-slice.js';
import { findDeal } from './find-deal.js';
import type { FoldContext } from './fold-facts.js';
import { hasIdle, nextIdle } from './idle-due.js';
import { type DealsMoved, refold } from './refold.js';

export interface Activity {
  readonly name: string;
  readonly at: number;
  readonly properties: Readonly<Record<string, Value>>;
  readonly accountId: string | null;
  readonly personId: string | null;
}

const day = 86_400_000;
const idlePipelines = new WeakMap<Workspace, readonly string[]>();

/** Whether any pipeline of the workspace moves deals by time alone; where none does, activity need not be noted. */
export function notesActivity(workspace: Workspace): boolean {
  return pipelinesOf(workspace).length > 0;
}

/** Changes the slice in place. A stage rule's own event needs no note: it is a fact of the deal itself. */
export function noteActivity(
  slice: DealSlice,
  workspace: Workspace,
  activity: Activity,
  context: FoldContext,
  newId: () => string,
): DealsMoved {
  const changes: DealsMoved['changes'][number][] = [];
  const transitions: DealsMoved['transitions'][number][] = [];
  for (const name of pipelinesOf(workspace)) {
    const pipeline = workspace.pipelines.get(name)!;
    const { at, properties } = activity;
    if (pipeline.stages.some(({ when, backWhen }) => when.includes(activity.name) || backWhen.includes(activity.name))) continue;
    const deal = findDeal(slice, pipeline, activity, at, properties);
    if (deal === undefined || at < deal.createdAt) continue;
    // A customer is busy for years after a deal was won: that is not about the deal. One that went quiet may have been closed too early.
    const current = pipeline.stages.find((stage) => stage.name === deal.stage);
    if (current?.closes !== undefined && current.idle === undefined && at >= (deal.closedAt ?? at)) continue;
    const key = `activity:${Math.floor(at / day)}`;
    const before = factsOf(slice, deal.id);
    const known = before.find((fact) => fact.key === key);
    const [from, to] = known === undefined ? [at, at] : [Math.min(known.at, at), Math.max(known.body.until ?? known.at, at)];
    if (known !== undefined && known.at === from && known.body.until === to) continue;
    const isPlain = slice.foldedBy?.has(pipeline) === true && onlyProlongs(pipeline, deal, before, known, at);
    const earlier = isPlain ? before : before.slice();
    if (known !== undefined) removeFact(slice, known);
    addFact(slice, {
      dealId: deal.id,
      id: newId(),
      at: from,
      key,
      kind: 'activity',
      body: { until: to },
      because: { by: 'system', name: 'activity' },
    });
    if (isPlain) {
      slice.deals.set(deal.id, { ...deal, lastFactAt: at });
      slice.dirty.add(deal.id);
      continue;
    }
    const moved = refold(slice, pipeline, deal.id, earlier, context);
    changes.push(...moved.changes);
    transitions.push(...moved.transitions);
  }
  return { changes, transitions };
}

/**
 * What the fold would say without being taken again: the deal has been heard of later, and nothing else. So it is where the note
 * stands after all other facts, and no time has been told, or is to be told, in between: `idle` is a day at least, and a note is of one day.
 */
function onlyProlongs(pipeline: Pipeline, deal: Deal, facts: readonly DealFact[], known: DealFact | undefined, at: number): boolean {
  const current = pipeline.stages.find((stage) => stage.name === deal.stage);
  if (current === undefined || current.closes !== undefined || at < deal.lastFactAt) return false;
  if ((nextIdle(pipeline, deal)?.at ?? at) < at) return false;
  const isLast = known === undefined || !readsLastFact(pipeline);
  return facts.every((fact) => fact.kind !== 'idle' && (isLast || fact === known || fact.at < known.at));
}

/** A rule could have decided otherwise about a fact that lies between the first and the last of the day's activity. */
function readsLastFact({ stages }: Pipeline): boolean {
  return stages.some((stage) => [stage.if, ...stage.set.values()].some((rule) => rule?.reads.includes('deal.last_fact_at') === true));
}

function pipelinesOf(workspace: Workspace): readonly string[] {
  let names = idlePipelines.get(workspace);
  if (names === undefined) {
    names = [...workspace.pipelines.values()].filter(hasIdle).map(({ name }) => name);
    idlePipelines.set(workspace, names);
  }
  return names;
}
