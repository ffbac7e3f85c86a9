// Time alone changes a subject, pure: windows that close, conditions with `since`, points that fade, audiences. What moves by it
// starts and stops runs like what moves by a fact.

import type { RunTrigger } from '#libs/engine/run.js';
import { liveAccount, livePerson } from '#libs/people/people-slice.js';
import { absorbTraits } from '#libs/traits/absorb-traits.js';
import { scopeOf } from './scope-of.js';
import type { WorkingSet } from './working-set.js';

/** What a run has for its trigger that no fact began. */
export const timePassed = 'time';

/** Changes the set; what follows is on its list. @param id of a person or an account, also of one that was merged */
export function passTime(set: WorkingSet, kind: 'person' | 'account', id: string, now: number): void {
  const person = kind === 'person' ? (livePerson(set.people, id) ?? null) : null;
  const account = liveAccount(set.people, kind === 'person' ? person?.accountId : id) ?? null;
  const subject = kind === 'person' ? person : account;
  if (subject?.id !== id) set.dues.push({ kind, id, dueAt: null });
  if (subject === null) return;
  const about = { personId: person?.id ?? null, accountId: account?.id ?? null, dealId: null };
  const scope = scopeOf(set, about, now);
  const { transitions, changes, dues } = absorbTraits(set.workspace, {
    person,
    account,
    direct: person === null,
    event: { id: '0', name: timePassed, at: now, source: 'millrace' },
    byTime: true,
    personTraits: {},
    accountTraits: {},
    isCounted: false,
    // Of the members that do not show their changes by themselves only the tier can change on the way.
    scope: () => (account === null || scope.account?.own['tier'] === (account.tier ?? undefined) ? scope : scopeOf(set, about, now)),
  });
  if (person !== null) set.people.dirtyPersons.add(person.id);
  if (account !== null) set.people.dirtyAccounts.add(account.id);
  set.changes.push(...changes);
  set.dues.push(...dues);
  // A row that is in the way of nothing any more, as after a merge.
  if (subject.id === id && !dues.some((due) => due.id === id)) set.dues.push({ kind, id, dueAt: subject.memory.due ?? null });
  const fact: RunTrigger = { eventId: null, name: timePassed, at: now, receivedAt: now, source: 'millrace', properties: {} };
  for (const transition of transitions)
    set.todo.push({
      kind: 'happening',
      transition: { ...transition, kind: 'trait' },
      about,
      fact,
      delivery: null,
      runId: null,
      causeDepth: null,
    });
}
