// What takes an address off the list before the fact about it is seen: an unsubscribing, a hard bounce, a complaint.

import { keysOfFact } from '#libs/people/keys-of-fact.js';
import { livePerson, type PeopleSlice } from '#libs/people/people-slice.js';
import type { Fact } from '#libs/language/fact.js';
import { foldName } from '#libs/language/fold-name.js';

/** @returns the reason, as it is stored; null: the fact suppresses nothing */
export function suppressionOf({ name, properties }: Fact): string | null {
  switch (foldName(name)) {
    case foldName('email.unsubscribed'):
      return 'unsubscribed';
    case foldName('email.complained'):
      return 'complained';
    case foldName('email.bounced'):
      return properties['hard'] === false ? null : 'bounced';
    default:
      return null;
  }
}

/** As in production: an address is off before the fact that says so is seen. */
export function suppress(people: PeopleSlice, fact: Fact): void {
  const reason = suppressionOf(fact);
  if (reason === null) return;
  for (const { kind, value } of keysOfFact(fact).person) {
    const email = kind === 'email' ? value : livePerson(people, people.personKeys.get(`${kind}:${value}`)?.personId)?.email;
    if (typeof email === 'string' && !people.suppressed.has(email)) people.suppressed.set(email, reason);
  }
}
