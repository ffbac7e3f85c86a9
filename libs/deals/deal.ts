// A deal and the facts it is folded from. The deal row is only the fold's latest result; its facts are the truth.

import type { Value } from '#libs/language/value.js';
import type { Because } from '#libs/audit/because.js';
import type { Money } from './billing.js';

export interface Deal {
  readonly id: string;
  readonly pipeline: string;
  accountId: string | null;
  /** Of an edit: key of the proposal that a rep accepts by it. */
  readonly accepts?: string;
  /** Of kind 'activity': when the last fact of that day was; `at` is the first. */
  readonly until?: number;
  /** The person whose fact opened it. */
  contactId: string | null;
  name: string;
  stage: string;
  /** Minor units and ISO currency, null until a fact says so. */
  amount: { readonly amount: number; readonly currency: string } | null;
  owner: string | null;
  /** Other fields set by stages, workflows and reps. */
  fields: Record<string, Value>;
  readonly createdAt: number;
  inStageSince: number;
  lastFactAt: number;
  closedAt: number | null;
  /** Field (or `stage`) → until when a rep's own edit of it wins (epoch ms); those that have passed are left in. */
  holds: Readonly<Record<string, number>>;
  /** Of a deal that is won: what billing says of it, one sum a currency. */
  billed: readonly Money[];
  /** What billing says beside the amount, one difference a currency; empty: they agree. */
  drift: readonly Money[];
}

export interface DealFact {
  readonly dealId: string;
  /** Id of the fact's row; facts of one instant are taken in the order of `rank`, then of the key, never of arrival. */
  readonly id: string;
  /** The fact's own time (epoch ms). */
  readonly at: number;
  /** Same in any order of arrival: the event's key, or `run:step:visit:n`. */
  readonly key: string;
  readonly kind: 'open' | 'event' | 'request' | 'edit' | 'activity' | 'idle';
  readonly body: DealFactBody;
  readonly because: Because;
}

export interface DealFactBody {
  /** The stage asked for by a request or an edit, or the first one of `open`. */
  readonly stage?: string;
  /** Of an edit: key of the proposal that a rep accepts by it. */
  readonly accepts?: string;
  /** Of kind 'activity': when the last fact of that day was; `at` is the first. */
  readonly until?: number;
  /** The person whose fact opened it; only of kind 'open'. */
  readonly contact?: string | null;
  /** For kinds 'event' and 'idle': what the pipeline's rules read of account, person and owner when the fact came, `account.tier` (null: unknown). */
  readonly saw?: Readonly<Record<string, Value>>;
  /** For kind 'event': canonical name and properties, so that stage rules can be asked again. */
  readonly event?: {
    readonly id: string;
    readonly name: string;
    readonly at: number;
    readonly receivedAt: number;
    readonly source: string;
    readonly properties: Readonly<Record<string, Value>>;
  };
  /** Fields set by a request, an edit or the opening: `name`, `owner`, `amount`, `closed_at`, or the company's own. */
  readonly set?: Readonly<Record<string, Value>>;
}
