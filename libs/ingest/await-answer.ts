// A turn was taken: where the routing says so, the lead waits for the rep's answer from now on.

import type { Because } from '#libs/audit/because.js';
import type { Pick } from '#libs/engine/outcome.js';
import type { Routing } from '#libs/language/team.js';
import type { Lead } from '#libs/routing/move-credit.js';
import { poolOf } from '#libs/routing/pools-of.js';
import type { WorkingSet } from './working-set.js';

/** A lead that is kept, named or the fallback's has no clock: only a turn has. */
export function awaitAnswer(
  set: WorkingSet,
  routing: Routing,
  { rep, pool, reason }: Pick,
  lead: Lead,
  { now, because, tried = [] }: { readonly now: number; readonly because: Because; readonly tried?: readonly string[] },
): void {
  if (rep === null || pool === null || reason !== 'turn') return;
  const within = [...routing.to.values()].flatMap((target) =>
    target.kind === 'team' && target.answerWithin !== undefined && poolOf(routing.name, target.team) === pool ? [target.answerWithin] : [],
  );
  if (within.length === 0) return;
  // A team that two lines name with different times is given the longer one.
  const deadline = now + Math.max(...within);
  set.answers.push({
    id: set.newId(),
    routing: routing.name,
    rep,
    ...lead,
    assignedAt: now,
    deadline,
    dueAt: deadline,
    outcome: null,
    answeredAt: null,
    tried,
    because,
  });
}
