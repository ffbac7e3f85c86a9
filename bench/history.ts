// A company's last quarter for the reference workspace: visitors who sign up, leads, trials, tickets, calls and invoices, in the
// order of their time. Equal counts give equal histories.

import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import type { StoredFact } from '#libs/simulation/replay-history.js';

const day = 86_400_000;
/** Events a person, from the first page to the last ticket. */
const eventsAPerson = 12;
const peopleACompany = 3;

/** @param start of the first event (epoch ms); they are spread over 90 days */
export function* history(events: number, start: number): Generator<StoredFact> {
  const step = (90 * day) / events;
  for (let place = 0; place < events; place += 1) {
    const at = Math.round(start + place * step);
    // Of a hundred people at once, each does one thing after the other.
    const group = Math.floor(place / (100 * eventsAPerson));
    const within = place % (100 * eventsAPerson);
    const fact = factOf(group * 100 + (within % 100), Math.floor(within / 100), at);
    yield { fact, id: String(place + 1), source: 'bench', key: `bench:${place}`, receivedAt: at };
  }
}

const sizes = [4, 30, 250, 1500];

function factOf(person: number, nth: number, at: number): Fact {
  const company = Math.floor(person / peopleACompany);
  const domain = `company-${company}.example`;
  const email = `user-${person}@${domain}`;
  const say = (name: string, properties: Record<string, Value> = {}, more: Partial<Fact> = {}): Fact => ({
    kind: 'event',
    name,
    at,
    person: { userId: `user-${person}`, email },
    account: {},
    properties,
    personTraits: {},
    accountTraits: {},
    ...more,
  });
  const size = sizes[company % sizes.length]!;
  const platform = company % 2 === 0 ? 'shopify' : 'other';
  const anonymous = { anonymousId: `anon-${person}` };
  switch (nth) {
    case 0:
    case 1:
      return say('page', { path: nth === 0 ? '/blog/answer-faster' : '/pricing' }, { kind: 'page', person: anonymous });
    case 2:
      return say(
        'identify',
        {},
        { kind: 'identify', person: { userId: `user-${person}`, ...anonymous }, personTraits: { email, name: `User ${person}` } },
      );
    case 3:
      return person % 3 === 0
        ? say('Demo Requested', { company_size: size, platform })
        : say('Signed Up', { company_size: size, platform });
    case 4:
      return person % 2 === 0 ? say('Trial Started', { plan: 'pro' }) : say('page', { path: '/docs' }, { kind: 'page' });
    case 5:
      return person % 6 === 0 ? say('calendly.booked', {}) : say('Ticket Answered', { channel: 'email' });
    case eventsAPerson - 1:
      return person % 9 === 0
        ? say('stripe.invoice_paid', { amount: { amount: 4900, currency: 'usd' }, billing_reason: 'subscription_create' })
        : say('Ticket Answered', { channel: 'chat' });
    default:
      return say('Ticket Answered', { channel: 'email' });
  }
}
