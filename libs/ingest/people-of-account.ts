// The people of an account, those seen last first, and who of them is chosen to be written to.

import type { ChosenPeople, Need } from '#libs/engine/step.js';
import type { Scope } from '#libs/language/scope.js';
import { isSmallerId } from '#libs/people/people-slice.js';
import { personFacts } from '#libs/people/person-facts.js';
import type { Person } from '#libs/people/person.js';
import type { WorkingSet } from './working-set.js';

/** Of an account with more, those who were seen last are looked at. */
export const mostLooked = 1000;

/** As they stand in the batch, and those beside it as they are stored; 'not loaded': bring them first (`rosters`). */
export function peopleOfAccount({ people, rosters }: WorkingSet, accountId: string): readonly Person[] | 'not loaded' {
  const stored = rosters.get(accountId);
  if (stored === undefined) return 'not loaded';
  const here = [...people.persons.values()].filter((person) => person.accountId === accountId && person.mergedInto === null);
  const beside = stored.filter(({ id }) => !people.persons.has(id));
  return [...here, ...beside]
    .sort((one, other) => other.lastSeenAt - one.lastSeenAt || (isSmallerId(one.id, other.id) ? -1 : 1))
    .slice(0, mostLooked);
}

/** @param people in the order in which they are chosen @param scope what the run's conditions see beside the person */
export function choosePeople(people: readonly Person[], need: Need & { readonly kind: 'people' }, scope: Scope): ChosenPeople {
  const chosen: ChosenPeople['chosen'][number][] = [];
  let met = 0;
  for (const person of people) {
    const facts = personFacts(person);
    if (need.if.holds({ ...scope, person: facts }) !== true) continue;
    met += 1;
    if (chosen.length < need.atMost && person.email !== null && person.suppressed === null)
      chosen.push({ id: person.id, email: person.email, facts });
  }
  return { chosen, met, looked: people.length };
}
