// A rep's own edit of a deal, or a proposal that a rep accepts: a fact like any other, which wins for as long as the pipeline says.

import type { Because } from '#libs/audit/because.js';
import type { Pipeline } from '#libs/language/pipeline.js';
import { addFact, type DealSlice, factsOf } from './deal-slice.js';
import type { DealFactBody } from './deal.js';
import type { FoldContext } from './fold-facts.js';
import { type DealsMoved, refold } from './refold.js';

export interface Edited {
  readonly dealId: string;
  readonly body: Pick<DealFactBody, 'stage' | 'set' | 'accepts'>;
  /** Epoch ms. */
  readonly at: number;
  /** The same however often it is taken. */
  readonly key: string;
  readonly because: Because;
}

/** Changes the slice in place. */
export function editDeal(
  slice: DealSlice,
  pipeline: Pipeline,
  { dealId, body, at, key, because }: Edited,
  context: FoldContext,
  newId: () => string,
): DealsMoved {
  const before = factsOf(slice, dealId).slice();
  if (before.some((fact) => fact.key === key)) return { changes: [], transitions: [] };
  addFact(slice, { dealId, id: newId(), at, key, kind: 'edit', body, because });
  return refold(slice, pipeline, dealId, before, context);
}
