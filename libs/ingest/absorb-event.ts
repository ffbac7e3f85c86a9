// The whole effect of one event, pure: people, traits, deals now; runs by what it puts on the list (see settle).

import { absorbDealFact, concernsDeals } from '#libs/deals/absorb-deal-fact.js';
import { mergeDeals } from '#libs/deals/merge-deals.js';
import type { DealsMoved } from '#libs/deals/refold.js';
import type { RunTrigger } from '#libs/engine/run.js';
import type { Transition } from '#libs/runs/index-triggers.js';
import { mergeRuns } from '#libs/runs/run-slice.js';
import { liveAccount, livePerson } from '#libs/people/people-slice.js';
import type { Violation } from '#libs/traits/check-event.js';
import { absorbPeople, type ReceivedFact } from './absorb-people.js';
import { scopeOf } from './scope-of.js';
import type { About } from './todo.js';
import type { WorkingSet } from './working-set.js';

export interface AbsorbedEvent extends About {
  /** As the tracking plan spells it. */
  readonly name: string;
  readonly verdict: 'used' | 'unplanned' | 'blocked' | 'no_effect';
  /** For people: what did not fit, what it waits for. */
  readonly notes: string[];
  readonly violations: readonly Violation[];
}

/** @param key sameness key: the fact's name wherever it is kept. @throws Error when a key is too long: the event is set aside then */
export function absorbEvent(set: WorkingSet, received: ReceivedFact, key: string, now: number): AbsorbedEvent {
  const { fact, id, source, receivedAt } = received;
  const absorbed = absorbPeople(set.workspace, set.people, received, now, set.newId);
  const { checked, counts, person, account } = absorbed;
  const { name, violations } = checked;
  const notes = [...absorbed.notes];
  const who = { personId: person?.id ?? null, accountId: account?.id ?? null };
  if (!counts) {
    const verdict = checked.verdict === 'blocked' ? 'blocked' : 'no_effect';
    return { ...who, dealId: null, name, verdict, notes: fact.noEffect === undefined ? notes : [...notes, fact.noEffect], violations };
  }
  set.changes.push(...absorbed.changes);
  const folding = { version: set.workspace.hash, workspace: set.workspaceFacts };
  const tell = (moved: DealsMoved): void => {
    set.changes.push(...moved.changes);
    for (const { isNow, to, dealId } of moved.transitions) if (isNow) queue({ kind: 'stage', stage: to }, dealId);
  };
  const trigger: RunTrigger = { eventId: id, name, at: fact.at, receivedAt, source, properties: checked.properties };
  const queue = (transition: Transition, dealId: string | null): void => {
    set.todo.push({
      kind: 'happening',
      transition,
      about: { ...who, dealId },
      fact: trigger,
      delivery: fact.answers?.delivery ?? null,
      runId: fact.answers?.runId ?? null,
      causeDepth: fact.answers?.depth ?? null,
    });
  };

  for (const { kind, from } of absorbed.merges) {
    const into = (kind === 'person' ? livePerson(set.people, from) : liveAccount(set.people, from))?.id;
    if (into === undefined) continue;
    mergeRuns(set.runs, kind, from, into, now);
    tell(mergeDeals(set.deals, set.workspace, { kind, from, into }, folding, set.newId));
  }

  const event = { key, id, name, at: fact.at, receivedAt, source, properties: checked.properties, ...who };
  const ofDeals = concernsDeals(set.workspace, name)
    ? absorbDealFact(
        set.deals,
        set.workspace,
        event,
        { ...scopeOf(set, { ...who, dealId: null }, now), event: absorbed.scope().event },
        set.newId,
      )
    : { dealId: null, changes: [], transitions: [], waitsIn: [] };
  for (const pipeline of ofDeals.waitsIn) notes.push(`it waits for a deal in "${pipeline}"`);

  // The event first: what waits for it takes it before what follows from it.
  queue({ kind: 'event', name }, ofDeals.dealId);
  for (const transition of absorbed.transitions) queue({ ...transition, kind: 'trait' }, ofDeals.dealId);
  tell(ofDeals);
  return { ...who, dealId: ofDeals.dealId, name, verdict: checked.verdict === 'unplanned' ? 'unplanned' : 'used', notes, violations };
}
