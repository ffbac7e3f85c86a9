// Time alone changes a subject, pure: windows that close, conditions with `since`, points that fade, audiences. What moves by it
// starts and stops runs like what moves by a fact.

import { absorbTraits } from '#libs/traits/absorb-traits.js';
import type { TraitDue } from '#libs/traits/trait-input.js';
import { ownFact } from './own-fact.js';
import { aboutNow, scopeOf } from './scope-of.js';
import type { WorkingSet } from './working-set.js';

/** What a run has for its trigger that no fact began. */
export const timePassed = 'time';

/** Changes the set; what follows is on its list. @param id of a deal, a person or an account, also of one that was merged */
export function passTime(set: WorkingSet, kind: TraitDue['kind'], id: string, now: number): void {
  if (kind === 'deal') {
    const due = set.deals.audiences.get(id)?.due ?? 0;
    // The row goes also when the deal or its audiences are gone; what is asked now may give it another time.
    set.dues.push({ kind, id, dueAt: due > now ? due : null });
    set.audienceAsks.push({ about: { personId: null, accountId: null, dealId: id }, fact: ownFact(timePassed, now), causeDepth: null });
    return;
  }
  const { person, account, about } = aboutNow(set, kind, id);
  const subject = kind === 'person' ? person : account;
  if (subject?.id !== id) set.dues.push({ kind, id, dueAt: null });
  if (subject === null) return;
  const fact = ownFact(timePassed, now);
  if (set.workspace.dealAudiences.length > 0) set.audienceAsks.push({ about, fact, causeDepth: null });
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
  for (const transition of transitions)
    set.todo.push({
      kind: 'happening',
      transition,
      about,
      fact,
      delivery: null,
      runId: null,
      causeDepth: null,
    });
}
