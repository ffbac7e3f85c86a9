// A workflow asks for a stage, or sets fields of a deal: a fact like any other, taken by the pipeline in its place.

import type { Because } from '#libs/audit/because.js';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import { addFact, type DealSlice, factsOf } from './deal-slice.js';
import type { FoldContext } from './fold-facts.js';
import { type DealsMoved, refold } from './refold.js';

export interface DealRequest {
  readonly dealId: string;
  readonly stage?: string;
  readonly set?: Readonly<Record<string, Value>>;
  /** Its own time, epoch ms. */
  readonly at: number;
  readonly key: string;
  readonly because: Because;
}

/** Changes the slice in place. Taken twice with one key it is one request. */
export function requestDeal(
  slice: DealSlice,
  workspace: Workspace,
  { dealId, stage, set, at, key, because }: DealRequest,
  context: FoldContext,
  newId: () => string,
): DealsMoved {
  const pipeline = workspace.pipelines.get(slice.deals.get(dealId)?.pipeline ?? '');
  const before = factsOf(slice, dealId).slice();
  if (pipeline === undefined || before.some((fact) => fact.key === key)) return { changes: [], transitions: [] };
  const body = { ...(stage === undefined ? {} : { stage }), ...(set === undefined ? {} : { set }) };
  addFact(slice, { dealId, id: newId(), at, key, kind: 'request', body, because });
  return refold(slice, pipeline, dealId, before, context);
}
