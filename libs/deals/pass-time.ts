// A timer tells a deal that time has passed: a fact like any other, with its own time, so that the fold stays one of facts.
// What it does is the fold's affair: a fact that comes late and lies before it undoes it.

import type { Pipeline } from '#libs/language/pipeline.js';
import { addFact, type DealSlice, factsOf } from './deal-slice.js';
import { rememberSeen } from './fact-scope.js';
import type { FoldContext } from './fold-facts.js';
import type { Scope } from '#libs/language/scope.js';
import { idleDue } from './idle-due.js';
import { type DealsMoved, refold } from './refold.js';

/**
 * Changes the slice in place; nothing when the deal is not due.
 * @param now epoch ms
 */
export function passTime(
  slice: DealSlice,
  pipeline: Pipeline,
  dealId: string,
  { scope, now, context, newId }: { readonly scope: Scope; readonly now: number; readonly context: FoldContext; newId(): string },
): (DealsMoved & { readonly at: number }) | undefined {
  const deal = slice.deals.get(dealId);
  const at = deal === undefined ? undefined : idleDue(pipeline, deal, factsOf(slice, dealId));
  if (at === undefined || at > now) return undefined;
  const before = factsOf(slice, dealId).slice();
  const body = { saw: rememberSeen(pipeline, scope) };
  addFact(slice, { dealId, id: newId(), at, key: `idle:${at}`, kind: 'idle', body, because: { by: 'system', name: 'time' } });
  return { at, ...refold(slice, pipeline, dealId, before, context) };
}
