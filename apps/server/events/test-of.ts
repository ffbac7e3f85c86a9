// A fact as the beginning of a *.test.yaml: what came, so that only what should follow is left to write.

import { Temporal } from 'temporal-polyfill';
import { stringify } from 'yaml';
import type { Fact } from '#libs/language/fact.js';

/** Null for what no test says: identify, group, alias, answers of our own acts. */
export function testOf(
  { kind, name, at, person, account, properties, personTraits }: Fact,
  expect: Readonly<Record<string, unknown>> = { emails: [] },
): string | null {
  if (kind !== 'event' && kind !== 'page') return null;
  const moment = {
    event: name,
    ...filled('person', keyed({ user_id: person.userId, email: person.email, anonymous_id: person.anonymousId })),
    ...filled('account', keyed({ group_id: account.groupId, stripe_customer: account.stripeCustomer, domain: account.domain })),
    ...filled('properties', properties),
    ...filled('traits', personTraits),
    expect,
  };
  return stringify(
    { test: `what follows ${name}`, clock: Temporal.Instant.fromEpochMilliseconds(at).toString(), timeline: [moment] },
    { lineWidth: 0 },
  );
}

const keyed = (keys: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));

const filled = (name: string, value: object) => (Object.keys(value).length === 0 ? {} : { [name]: value });
