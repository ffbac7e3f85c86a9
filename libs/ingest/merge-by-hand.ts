// Two that a person says are one, pure: the merge that a fact would bring about, with the survivor that was chosen, and what follows.

import { mergeDeals } from '#libs/deals/merge-deals.js';
import type { Value } from '#libs/language/value.js';
import { settle, seeTogether } from '#libs/people/membership.js';
import { mergeAccounts } from '#libs/people/merge-accounts.js';
import { mergePersons } from '#libs/people/merge-persons.js';
import { liveAccount, livePerson } from '#libs/people/people-slice.js';
import { mergeRuns } from '#libs/runs/run-slice.js';
import { mergeTasks } from '#libs/tasks/merge-tasks.js';
import { absorbTraits } from '#libs/traits/absorb-traits.js';
import { ownFact } from './own-fact.js';
import { readBy } from './renew-subject.js';
import { aboutNow, scopeOf } from './scope-of.js';
import type { WorkingSet } from './working-set.js';

export interface Merge {
  readonly kind: 'person' | 'account';
  readonly stays: string;
  readonly goes: string;
}

/** What a run has for its trigger that began because two became one. */
export const mergedByHand = 'merged.by_hand';

type Traits = Readonly<Record<string, Value>>;

/** Changes the set; what follows is on its list. @param merge of two that live in the set, and are two */
export function mergeByHand(set: WorkingSet, { kind, stays, goes }: Merge, now: number): void {
  const { people } = set;
  const seen = new Map<string, Traits>(
    [...people.accounts.values(), ...people.persons.values()].map(({ id, traits }) => [id, { ...traits }]),
  );
  if (kind === 'person') {
    const kept = people.persons.get(stays)!;
    mergePersons(people, kept, people.persons.get(goes)!, kept);
    settle(people, kept);
    const home = liveAccount(people, kept.accountId);
    if (home !== undefined) {
      seeTogether(people, kept, home);
      people.dirtyAccounts.add(home.id);
    }
  } else {
    const kept = people.accounts.get(stays)!;
    mergeAccounts(people, kept, people.accounts.get(goes)!, kept);
  }
  mergeRuns(set.runs, kind, goes, stays, now);
  mergeTasks(set.tasks, kind, goes, stays);
  const fact = ownFact(mergedByHand, now);
  const { about } = aboutNow(set, kind, stays);
  const folding = { version: set.workspace.hash, workspace: set.workspaceFacts };
  const moved = mergeDeals(set.deals, set.workspace, { kind, from: goes, into: stays }, folding, set.newId);
  set.changes.push(...moved.changes);
  const queue = { kind: 'happening', fact, delivery: null, runId: null, causeDepth: null } as const;
  for (const { isNow, to, dealId } of moved.transitions)
    if (isNow) set.todo.push({ ...queue, transition: { kind: 'stage', stage: to }, about: { ...about, dealId } });
  takeAnew(set, { kind, stays }, seen, now);
}

/** Traits, scores, tier and audiences of the survivor, and of the accounts that somebody has left or joined by it. */
function takeAnew(set: WorkingSet, { kind, stays }: Pick<Merge, 'kind' | 'stays'>, seen: ReadonlyMap<string, Traits>, now: number): void {
  const others = [...set.people.regrouped].map((id) => liveAccount(set.people, id)?.id).filter((id) => id !== undefined);
  set.people.regrouped.clear();
  const subject = kind === 'person' ? livePerson(set.people, stays) : undefined;
  const ofAccounts = [...new Set(others)].filter((id) => id !== subject?.accountId && id !== stays);
  for (const one of [{ kind, id: stays }, ...ofAccounts.map((id) => ({ kind: 'account' as const, id }))]) {
    const { person, account, about } = aboutNow(set, one.kind, one.id);
    const before = {
      ...(person === null || !seen.has(person.id) ? {} : { person: seen.get(person.id)! }),
      ...(account === null || !seen.has(account.id) ? {} : { account: seen.get(account.id)! }),
    };
    const { transitions, changes, dues } = absorbTraits(set.workspace, {
      person,
      account,
      direct: person === null,
      event: { id: '0', name: mergedByHand, at: now, source: 'millrace' },
      byTime: true,
      personTraits: {},
      accountTraits: {},
      isCounted: false,
      before,
      changedMembers: readBy(set),
      scope: () => scopeOf(set, about, now),
    });
    if (person !== null) set.people.dirtyPersons.add(person.id);
    if (account !== null) set.people.dirtyAccounts.add(account.id);
    set.changes.push(...changes);
    set.dues.push(...dues);
    const fact = ownFact(mergedByHand, now);
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
}
