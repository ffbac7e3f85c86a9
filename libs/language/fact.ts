// A fact as every source reports it and every fold takes it: who, what, when. Sources make them, ingest gives them effect.

import type { Value } from './value.js';

/** A fact, whoever reported it: who, what, when. Names are the sender's; the tracking plan makes them canonical. */
export interface Fact {
  readonly kind: 'event' | 'page' | 'identify' | 'group' | 'alias' | 'answer';
  /** `Demo Requested`, `page`, `stripe.invoice_paid`, `email.sent`. */
  readonly name: string;
  /** When it happened by the sender's clock, corrected (epoch ms). */
  readonly at: number;
  readonly person: PersonKeys;
  readonly account: AccountKeys;
  readonly properties: Readonly<Record<string, Value>>;
  /** Raw traits said of the person and the account. */
  readonly personTraits: Readonly<Record<string, Value>>;
  readonly accountTraits: Readonly<Record<string, Value>>;
  /** Further sameness keys: effects that are one whatever the vendor's event id (`stripe:in_1:paid`). */
  readonly alsoSameAs?: readonly string[];
  /** An answer of our own delivery: which run and which delivery it belongs to, and how deep the chain of causes is. */
  readonly answers?: { readonly delivery: string; readonly runId: string | null; readonly depth: number };
  /** A fact that is stored and shown but changes nothing, and why (`the first half of a reschedule`). */
  readonly noEffect?: string;
}

export interface PersonKeys {
  readonly userId?: string;
  /** Lower case, trimmed. */
  readonly email?: string;
  readonly anonymousId?: string;
}

export interface AccountKeys {
  readonly groupId?: string;
  readonly stripeCustomer?: string;
  /** Registrable domain, lower case; never a free-mail domain (ingest drops those). */
  readonly domain?: string;
}
