// A person as conditions and templates see it: the members that are always there beside the traits.

import { isFreeMail } from '#libs/language/free-mail.js';
import type { Facts } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { Person } from './person.js';

/** Times are epoch ms. `traits` is the person's own record: it shows later changes. */
export function personFacts(person: Person): Facts {
  return new PersonFacts(person);
}

/** Members are put together when they are asked for: scopes are made with every fact, and most conditions read few of them. */
class PersonFacts implements Facts {
  readonly traits: Facts['traits'];
  private members: Facts['own'] | undefined;

  constructor(private readonly person: Person) {
    this.traits = person.traits;
  }

  get own(): Facts['own'] {
    return (this.members ??= personMembers(this.person));
  }
}

export function personMembers(person: Person): Record<string, Value | undefined> {
  const { email } = person;
  const domain = email?.slice(email.lastIndexOf('@') + 1);
  return {
    id: person.id,
    user_id: person.userId ?? undefined,
    email: email ?? undefined,
    name: person.name ?? undefined,
    email_is_free: domain === undefined ? undefined : isFreeMail(domain),
    can_email: email !== null && person.suppressed === null,
    time_zone: person.timeZone ?? undefined,
    first_seen_at: person.firstSeenAt,
    last_seen_at: person.lastSeenAt,
    // How many pages and screens: computed when the workspace says `touches`, else not known.
    touches: Object.hasOwn(person.traits, 'touches') ? person.traits['touches'] : undefined,
  };
}
