// A time that comes again has come for a subject, pure: by its own clock, once for all the times it was missed.

import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { EveryTrigger } from '#libs/language/workflow.js';
import { zoneOf } from '#libs/language/zone-of.js';
import { ownFact } from './own-fact.js';
import { aboutDeal, scopeOf } from './scope-of.js';
import type { About } from './todo.js';
import type { WorkingSet } from './working-set.js';

/** What a run has for its trigger that the calendar began. */
export const everyFact = 'every';

/** The times of a trigger that are to be told. */
export interface EverySpan {
  readonly workflow: string;
  readonly trigger: EveryTrigger;
  /** By a clock (epoch ms); null: none of them is by this one (see timesOfEvery). */
  readonly cameAt: (zone: string) => number | null;
}

/** What it leads to is on the set's list. @returns false: it has not come for this one, or nobody is there any more */
export function tellEvery(set: WorkingSet, kind: SubjectKind, id: string, span: EverySpan, now: number): boolean {
  const about = aboutOf(set, kind, id);
  if (about === null) return false;
  const { workflow, trigger, cameAt } = span;
  const at = cameAt(zoneOf(trigger.zone, scopeOf(set, about, now), set.workspace));
  if (at === null) return false;
  const fact = ownFact(everyFact, at, now);
  set.todo.push({
    kind: 'happening',
    transition: { kind: 'every', workflow, name: trigger.name },
    about,
    fact,
    delivery: null,
    runId: null,
    causeDepth: null,
  });
  return true;
}

/** Null: it was merged, and the other one is told for itself. */
function aboutOf(set: WorkingSet, kind: SubjectKind, id: string): About | null {
  if (kind === 'deal') return aboutDeal(set, id);
  const { people } = set;
  const person = kind === 'person' ? people.persons.get(id) : undefined;
  const subject = person ?? (kind === 'account' ? people.accounts.get(id) : undefined);
  if (subject?.mergedInto !== null) return null;
  return { personId: person?.id ?? null, accountId: person === undefined ? id : person.accountId, dealId: null };
}
