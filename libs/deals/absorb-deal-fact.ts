// An event is a fact of the deal it is about, in every pipeline whose rules name it; without a deal it waits for one.

import type { Because, Change } from '#libs/audit/because.js';
import type { Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { Pipeline } from '#libs/language/pipeline.js';
import type { Workspace } from '#libs/language/workspace.js';
import { billingEvents } from './billing.js';
import { addFact, addPending, type DealSlice, factsOf } from './deal-slice.js';
import type { DealFactBody } from './deal.js';
import { rememberSeen } from './fact-scope.js';
import { findDeal } from './find-deal.js';
import type { StageTransition } from './fold-deal.js';
import { refold } from './refold.js';

export interface DealEvent {
  /** Its own key: the same in any order of arrival. */
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly at: number;
  readonly receivedAt: number;
  readonly source: string;
  readonly properties: Readonly<Record<string, Value>>;
  readonly accountId: string | null;
  readonly personId: string | null;
}

export interface AbsorbedDealFact {
  /** The deal it is about (of several pipelines the first); null when none matched. */
  readonly dealId: string | null;
  readonly changes: readonly Change[];
  readonly transitions: readonly StageTransition[];
  /** Pipelines in which it waits for a deal. */
  readonly waitsIn: readonly string[];
}

const nothing: AbsorbedDealFact = { dealId: null, changes: [], transitions: [], waitsIn: [] };
const pipelinesByEvent = new WeakMap<Workspace, ReadonlyMap<string, readonly Pipeline[]>>();

/** Whether any pipeline has a rule about the event. */
export function concernsDeals(workspace: Workspace, eventName: string): boolean {
  return indexOf(workspace).has(eventName);
}

/**
 * Changes the slice in place.
 * @param scope what rules can see now; the values they read are kept with the fact
 */
export function absorbDealFact(
  slice: DealSlice,
  workspace: Workspace,
  event: DealEvent,
  scope: Scope,
  newId: () => string,
): AbsorbedDealFact {
  const pipelines = indexOf(workspace).get(event.name);
  if (pipelines === undefined) return nothing;
  const { key, id, name, at, receivedAt, source, properties } = event;
  const because: Because = { by: 'system', name, event: { id, name, at, source } };
  const changes: Change[] = [];
  const transitions: StageTransition[] = [];
  const waitsIn: string[] = [];
  let dealId: string | null = null;
  for (const pipeline of pipelines) {
    const body: DealFactBody = { event: { id, name, at, receivedAt, source, properties }, saw: rememberSeen(pipeline, scope) };
    const deal = findDeal(slice, pipeline, event, at, properties);
    if (deal === undefined) {
      const subjectId = event.accountId ?? event.personId;
      if (subjectId === null) continue;
      const waits = slice.pending.get(subjectId)?.some((fact) => fact.key === key && fact.pipeline === pipeline.name);
      if (waits !== true) addPending(slice, { subjectId, id: newId(), pipeline: pipeline.name, at, key, body, because });
      waitsIn.push(pipeline.name);
      continue;
    }
    dealId ??= deal.id;
    const before = factsOf(slice, deal.id).slice();
    if (before.some((fact) => fact.key === key)) continue;
    addFact(slice, { dealId: deal.id, id: newId(), at, key, kind: 'event', body, because });
    const moved = refold(slice, pipeline, deal.id, before, { version: workspace.hash, workspace: scope.workspace });
    changes.push(...moved.changes);
    transitions.push(...moved.transitions);
  }
  return { dealId, changes, transitions, waitsIn };
}

/** What its stages name; and where billing moves its deals, all that billing says of them later. */
function factsOfPipeline(pipeline: Pipeline): ReadonlySet<string> {
  const named = pipeline.stages.flatMap(({ when, backWhen }) => [...when, ...backWhen]);
  return new Set(named.some((name) => billingEvents.includes(name)) ? [...named, ...billingEvents] : named);
}

function indexOf(workspace: Workspace): ReadonlyMap<string, readonly Pipeline[]> {
  const known = pipelinesByEvent.get(workspace);
  if (known !== undefined) return known;
  const index = new Map<string, Pipeline[]>();
  for (const pipeline of workspace.pipelines.values())
    for (const name of factsOfPipeline(pipeline)) {
      const there = index.get(name);
      if (there === undefined) index.set(name, [pipeline]);
      else there.push(pipeline);
    }
  pipelinesByEvent.set(workspace, index);
  return index;
}
