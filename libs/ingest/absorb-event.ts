// The whole effect of one event, pure: people, traits, deals now; runs by what it puts on the list (see settle).

import { absorbDealFact, concernsDeals } from '#libs/deals/absorb-deal-fact.js';
import { mergeDeals } from '#libs/deals/merge-deals.js';
import { noteActivity, notesActivity } from '#libs/deals/note-activity.js';
import type { DealsMoved } from '#libs/deals/refold.js';
import type { RunTrigger } from '#libs/engine/run.js';
import type { Transition } from '#libs/runs/index-triggers.js';
import { mergeRuns } from '#libs/runs/run-slice.js';
import { liveAccount, livePerson } from '#libs/people/people-slice.js';
import { mergeTasks } from '#libs/tasks/merge-tasks.js';
import type { Violation } from '#libs/traits/check-event.js';
import { absorbPeople, type ReceivedFact } from './absorb-people.js';
import { scopeOf, subjectsOf } from './scope-of.js';
import { touchOf } from './touch-of.js';
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
  const personId = person?.id ?? null;
  const accountId = account?.id ?? null;
  const about = (dealId: string | null): About => ({ personId, accountId, dealId });
  if (!counts) {
    const verdict = checked.verdict === 'blocked' ? 'blocked' : 'no_effect';
    const told = fact.noEffect === undefined ? notes : [...notes, fact.noEffect];
    return { personId, accountId, dealId: null, name, verdict, notes: told, violations };
  }
  set.changes.push(...absorbed.changes);
  if (absorbed.dues.length > 0) set.dues.push(...absorbed.dues);
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
      about: about(dealId),
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
    mergeTasks(set.tasks, kind, from, into);
    tell(mergeDeals(set.deals, set.workspace, { kind, from, into }, folding, set.newId));
  }

  const event = { key, id, name, at: fact.at, receivedAt, source, properties: checked.properties, personId, accountId };
  const ofDeals = concernsDeals(set.workspace, name)
    ? absorbDealFact(set.deals, set.workspace, event, { ...scopeOf(set, about(null), now), event: absorbed.scope().event }, set.newId)
    : { dealId: null, changes: [], transitions: [], waitsIn: [] };
  for (const pipeline of ofDeals.waitsIn) notes.push(`it waits for a deal in "${pipeline}"`);

  const activity =
    notesActivity(set.workspace) && isActivity(fact) ? noteActivity(set.deals, set.workspace, event, folding, set.newId) : null;

  // The event first: what waits for it takes it before what follows from it.
  queue({ kind: 'event', name }, ofDeals.dealId);
  for (const transition of absorbed.transitions) queue(transition, ofDeals.dealId);
  tell(ofDeals);
  if (activity !== null) tell(activity);
  if (fact.kind === 'event') {
    const rep = touchOf(set.workspace, name, checked.properties);
    if (rep !== null) set.touches.push({ rep, personId, accountId, at: fact.at, what: name });
  }
  if (turnsBy.has(name)) moveTurn(set, about(ofDeals.dealId), trigger);
  const verdict = checked.verdict === 'unplanned' ? 'unplanned' : 'used';
  return { personId, accountId, dealId: ofDeals.dealId, name, verdict, notes, violations };
}

const humanAnswers: readonly string[] = ['email.opened', 'email.clicked', 'email.replied'];

/** What a person did; our own mail that left or came back is nothing that keeps a deal alive. */
function isActivity({ kind, name }: ReceivedFact['fact']): boolean {
  return kind === 'event' || kind === 'page' || (kind === 'answer' && humanAnswers.includes(name));
}

const turnsBy: ReadonlyMap<string, string> = new Map([
  ['calendly.canceled', 'the meeting was canceled: the turn is given back'],
  ['calendly.no_show', 'nobody came: the turn is given back'],
  ['calendly.booked', 'booked again: the turn that was given back is taken again'],
]);

/** Of the rep who was to hold the meeting, else of whose lead it is. */
function moveTurn(set: WorkingSet, about: About, { eventId, name, at, source, properties }: RunTrigger): void {
  const { account, deal } = subjectsOf(set, about);
  const host = properties['host_email'];
  const reps = [...set.workspace.team.reps.values()];
  const held = typeof host === 'string' ? reps.find(({ email }) => email.toLowerCase() === host.toLowerCase())?.key : undefined;
  const from = held ?? deal?.owner ?? account?.owner;
  if (from == null) return;
  set.creditWishes.push({
    lead: { accountId: account?.id ?? about.accountId, dealId: deal?.id ?? null, personId: about.personId },
    from,
    to: null,
    ...(name === 'calendly.booked' ? { isAgain: true } : {}),
    at,
    reason: turnsBy.get(name)!,
    because: { by: 'system', name, event: { id: eventId ?? '0', name, at, source } },
  });
}
