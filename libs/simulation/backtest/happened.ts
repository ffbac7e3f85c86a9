// What came of a moment, as a report tells it: who was enrolled, mailed, routed, moved, put into a tier, and why. Nothing in it
// hangs on the ids of one replay, so that two replays can be compared.

import type { Change } from '#libs/audit/because.js';
import { becauseLines } from '#libs/audit/why-lines.js';
import type { Run, RunTrigger } from '#libs/engine/run.js';
import { liveAccount, livePerson } from '#libs/people/people-slice.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Outcomes, Performed } from '../outcomes.js';

export const kinds = ['enrolled', 'mailed', 'notified', 'routed', 'moved', 'tiered'] as const;

export interface Happened {
  readonly kind: (typeof kinds)[number];
  /** The workflow, the template, the rep, the stage, the tier. */
  readonly what: string;
  /** `ana@acme.test`, `acme.test`. */
  readonly who: string;
  /** The workflow behind it; null: a rule or a fact alone. */
  readonly workflow: string | null;
  /** Epoch ms. */
  readonly at: number;
  /** In lines to read. */
  readonly why: readonly string[];
}

/** Why a workflow did not begin, where it could have. */
export interface Refused {
  readonly workflow: string;
  readonly reason: string;
}

export function happenedIn(set: WorkingSet, { steps, performed, changes }: Outcomes): Happened[] {
  const found: Happened[] = [];
  for (const { seq, input, runId, at } of steps) {
    if (seq !== 1 || input.kind !== 'start') continue;
    const run = set.runs.runs.get(runId);
    if (run !== undefined)
      found.push({
        kind: 'enrolled',
        what: run.workflow,
        who: nameOf(set, run),
        workflow: run.workflow,
        at,
        why: [becauseOf(run.trigger)],
      });
  }
  for (const act of performed) if (act.refused === null) found.push(acted(act));
  for (const change of changes) {
    const told = changed(set, change);
    if (told !== null) found.push(told);
  }
  return found;
}

export function refusedIn({ notes }: Outcomes): Refused[] {
  return notes.flatMap((note) => {
    const [, workflow, reason] = /^not in ([^:]+): (.*)$/s.exec(note) ?? [];
    return workflow === undefined || reason === undefined ? [] : [{ workflow, reason }];
  });
}

function acted({ action, to, payload, workflow, at }: Performed): Happened {
  const named = action === 'email.send' ? payload['template'] : payload['rep'];
  const what = typeof named === 'string' ? named : to;
  const why = workflow === null ? [] : [`by the workflow ${workflow}`];
  return { kind: action === 'email.send' ? 'mailed' : 'notified', what, who: to, workflow, at, why };
}

function changed(set: WorkingSet, change: Change): Happened | null {
  const { subject, field, to, at, because } = change;
  const kind = field === 'stage' ? 'moved' : field === 'tier' ? 'tiered' : field === 'owner' ? 'routed' : null;
  if (kind === null || typeof to !== 'string') return null;
  // A deal takes its account's owner: that is no second lead.
  if (kind === 'routed' && subject.kind === 'deal' && set.deals.deals.get(subject.id)?.accountId != null) return null;
  const why = becauseLines({ at, because, arrivedAt: null, run: null }).map((line) => line.replace(/ of run \d+/, ''));
  const workflow = because.run?.workflow ?? null;
  return { kind, what: to, who: nameOfSubject(set, subject.kind, subject.id), workflow, at, why };
}

function nameOf(set: WorkingSet, { subject }: Run): string {
  return nameOfSubject(set, subject.kind, subject.id);
}

export function nameOfSubject(set: WorkingSet, kind: Change['subject']['kind'], id: string): string {
  if (kind === 'person') {
    const person = livePerson(set.people, id);
    return person?.email ?? person?.userId ?? `visitor since ${String(person?.firstSeenAt)}`;
  }
  if (kind === 'account') {
    const account = liveAccount(set.people, id);
    return (
      account?.domain ?? account?.name ?? (account?.contactId == null ? 'an account' : nameOfSubject(set, 'person', account.contactId))
    );
  }
  const deal = kind === 'deal' ? set.deals.deals.get(id) : undefined;
  if (deal?.accountId != null) return nameOfSubject(set, 'account', deal.accountId);
  return deal?.contactId == null ? `a ${kind}` : nameOfSubject(set, 'person', deal.contactId);
}

function becauseOf({ name, source, eventId }: RunTrigger): string {
  return `because ${name} (${source}${eventId === null ? '' : `, event ${eventId}`})`;
}
