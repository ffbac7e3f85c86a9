// A workflow opens a deal. An account that has an open one in the pipeline goes on with it: two deals for one sale are what
// reps clean up by hand. Facts that waited for a deal, and facts that belong to the new one by their time, come to it.

import type { Because, Change } from '#libs/audit/because.js';
import type { Value } from '#libs/language/value.js';
import type { Pipeline } from '#libs/language/pipeline.js';
import type { Workspace } from '#libs/language/workspace.js';
import { addFact, type DealSlice, dealsOf, factsOf, removeFact, removePending } from './deal-slice.js';
import type { Deal } from './deal.js';
import { findDeal } from './find-deal.js';
import type { StageTransition } from './fold-deal.js';
import type { FoldContext } from './fold-facts.js';
import { refold } from './refold.js';
import { requestDeal } from './request-deal.js';

export interface Opening {
  readonly pipeline: string;
  readonly stage: string;
  readonly accountId: string | null;
  readonly contactId: string | null;
  /** `name`, `owner`. */
  readonly set: Readonly<Record<string, Value>>;
  /** Its own time, epoch ms. */
  readonly at: number;
  /** The same however often it is taken: `run:step:visit`. */
  readonly key: string;
  readonly because: Because;
}

export interface Opened {
  /** Null when the pipeline is not there any more. */
  readonly dealId: string | null;
  readonly changes: readonly Change[];
  readonly transitions: readonly StageTransition[];
}

/** Changes the slice in place. */
export function openDeal(slice: DealSlice, workspace: Workspace, opening: Opening, context: FoldContext, newId: () => string): Opened {
  const pipeline = workspace.pipelines.get(opening.pipeline);
  if (pipeline === undefined) return { dealId: null, changes: [], transitions: [] };
  const others = dealsOf(slice, pipeline.name, opening);
  const open = others.findLast(({ stage }) => !closes(pipeline, stage));
  if (open !== undefined) {
    const { stage, at, key, because } = opening;
    return { dealId: open.id, ...requestDeal(slice, workspace, { dealId: open.id, stage, at, key, because }, context, newId) };
  }

  const dealId = newId();
  slice.deals.set(dealId, unopened(dealId, opening));
  const { stage, contactId, set, at, key, because } = opening;
  addFact(slice, { dealId, id: newId(), at, key, kind: 'open', body: { stage, contact: contactId, set }, because });
  const changes: Change[] = [];
  const transitions: StageTransition[] = [];
  const take = (id: string, before: Parameters<typeof refold>[3]): void => {
    const moved = refold(slice, pipeline, id, before, context);
    changes.push(...moved.changes);
    transitions.push(...moved.transitions);
  };
  // The opening first, by itself: what the waiting facts do to it is told one by one after it.
  take(dealId, []);
  const opened = factsOf(slice, dealId).slice();
  const robbed = comeOver(slice, pipeline, dealId, others, opening, newId);
  if (factsOf(slice, dealId).length > opened.length) take(dealId, opened);
  for (const [id, before] of robbed) take(id, before);
  return { dealId, changes, transitions };
}

/** @returns deals that lost facts to the new one, with the facts they had */
function comeOver(
  slice: DealSlice,
  pipeline: Pipeline,
  dealId: string,
  others: readonly Deal[],
  { accountId, contactId }: Opening,
  newId: () => string,
): ReadonlyMap<string, Parameters<typeof refold>[3]> {
  const subjects = { accountId, personId: contactId };
  for (const subjectId of [accountId, contactId])
    for (const fact of subjectId === null ? [] : [...(slice.pending.get(subjectId) ?? [])]) {
      if (fact.pipeline !== pipeline.name) continue;
      if (findDeal(slice, pipeline, subjects, fact.at, fact.body.event?.properties)?.id !== dealId) continue;
      removePending(slice, fact);
      addFact(slice, { dealId, id: newId(), at: fact.at, key: fact.key, kind: 'event', body: fact.body, because: fact.because });
    }
  const robbed = new Map<string, Parameters<typeof refold>[3]>();
  for (const other of others) {
    const before = factsOf(slice, other.id).slice();
    for (const fact of before) {
      if (fact.kind !== 'event' || findDeal(slice, pipeline, subjects, fact.at, fact.body.event?.properties)?.id !== dealId) continue;
      removeFact(slice, fact);
      addFact(slice, { ...fact, dealId, id: newId() });
      robbed.set(other.id, before);
    }
  }
  return robbed;
}

function closes(pipeline: Pipeline, stage: string): boolean {
  return pipeline.stages.find(({ name }) => name === stage)?.closes !== undefined;
}

function unopened(id: string, { pipeline, accountId, contactId, at }: Opening): Deal {
  return {
    id,
    pipeline,
    accountId,
    contactId,
    name: '',
    stage: '',
    amount: null,
    owner: null,
    fields: {},
    createdAt: at,
    inStageSince: at,
    lastFactAt: at,
    closedAt: null,
    holds: {},
    billed: [],
    drift: [],
  };
}
