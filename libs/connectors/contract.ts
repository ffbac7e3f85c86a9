// What a vendor's folder offers: sources (how its webhooks are read) and actions (how it is called).
// Sources work on raw bytes in two moments: `receive` inside the request, `understand` (pure) inside ingest.

import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';

/** A request as it came: nothing parsed, nothing trusted. Header names are lower case; a repeated header is a list of its values. */
export interface RawRequest {
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: Buffer;
  /** What stood in the place of `:name` in the path, as it was sent. */
  readonly params: Readonly<Record<string, string>>;
}

/** One fact to be appended to the inbox. */
export interface InboxItem {
  /** Which source it came from, for people: `segment:website`, `stripe`. */
  readonly source: string;
  /** What the order and the sameness hang on; one subject always hashes to one shard: `user:u-1`, `cus_1`. */
  readonly subjectKey: string;
  /** Sameness: two deliveries with one key are one fact. Made unique by the source's own prefix: `stripe:evt_1:live`. */
  readonly sameness: string;
  /** Kept as bytes, whatever they are. */
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  /** An answer that is always the same is best always the same object: it is written once. */
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Received =
  | {
      readonly kind: 'accepted';
      readonly items: readonly InboxItem[];
      readonly reply: Reply;
      /** Reasons of what was left out of a batch, one each; counted and listed like a rejection. */
      readonly refused?: readonly string[];
    }
  /** Counted and listed (source, reason, time, no body); nothing is stored. */
  | { readonly kind: 'rejected'; readonly reason: string; readonly reply: Reply };

export interface SourceContext {
  /** Epoch ms. */
  readonly now: number;
  /** Live secrets of this source; empty fails closed. */
  readonly secrets: readonly SourceSecret[];
}

export interface SourceSecret {
  /** What people call it: a write key's source name. */
  readonly name: string;
  readonly value: string;
}

export interface SourceDefinition {
  readonly name: string;
  /** Paths it answers, all POST: `/v1/webhooks/stripe`, `/v1/webhooks/in/:name`. */
  readonly paths: readonly string[];
  /** Bytes; more is 413. */
  readonly bodyLimit: number;
  /** Browsers of any site send here: answers OPTIONS and allows their reading of the reply. */
  readonly cors?: boolean;
  /** Verifies the raw bytes and cuts them into items. Never throws for what a sender can send. */
  receive(request: RawRequest, context: SourceContext): Received;
  /** Pure: an item's body → the facts in it. Throws for what it cannot understand: the event is then set aside with the error. */
  understand(item: StoredItem): readonly Fact[];
  /** Deliveries as this vendor makes them, to try a server out with. Absent: nobody else sends here. */
  readonly samples?: Samples;
}

// ---- samples ----

/** Whom and which delivery a sample is about. */
export interface SampleAbout {
  readonly email: string;
  readonly name: string;
  /** The person's id at their own system, as 14 characters of hex: the same for every delivery about one address. */
  readonly personId: string;
  readonly userId?: string;
  /** The vendor's id of the delivery, without its prefix: the same id once more is the same fact. */
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  /** Of a tracked event or a page. */
  readonly properties: { readonly [name: string]: Value };
}

export interface Sample {
  readonly path: string;
  readonly body: { readonly [name: string]: Value };
}

export interface Samples {
  /** Canonical event names: understood by `understand` as exactly that, and with an effect. */
  readonly names: readonly string[];
  /** Pure; undefined for a name that this vendor does not send. */
  make(name: string, about: SampleAbout): Sample | undefined;
  /** The headers by which `receive` knows the sender. @param now epoch ms */
  sign(body: Buffer, secret: string, now: number): Readonly<Record<string, string>>;
}

/** An inbox row as ingest reads it. */
export interface StoredItem {
  /** Id of the inbox row and of the event it becomes. */
  readonly id: string;
  readonly source: string;
  readonly receivedAt: number;
  /** uuid of the sameness key. */
  readonly key: string;
  readonly body: Buffer;
}

/** Keeps literal types; a place for the conformance suite to hang on. */
export function defineSource(definition: SourceDefinition): SourceDefinition {
  return definition;
}

// ---- actions ----

/** An outbox row that is due. */
export interface DueDelivery {
  readonly id: string;
  readonly key: string;
  readonly action: string;
  readonly to: string;
  readonly payload: { readonly [name: string]: Value };
  readonly attempts: number;
  /** What `email.send` and `notify.rep` were rendered to in this moment. */
  readonly letter?: Letter;
}

/** What became of an act. `unknown`: it may have reached the other side and was never answered. */
export type Delivered =
  | { readonly kind: 'done'; readonly answer: { readonly [name: string]: Value } }
  | { readonly kind: 'retry'; readonly reason: string; readonly after?: number }
  /** `isBounce`: the address itself was refused for good; nobody is written to there again. */
  | { readonly kind: 'failed'; readonly reason: string; readonly isBounce?: true }
  | { readonly kind: 'unknown'; readonly reason: string };

/** One kind of act at one vendor. Retrying, backing off and limits are the outbox's; an action performs once and says what became of it. */
export interface ActionDefinition<Client = unknown> {
  /** `slack.post_message`: connector and action, as a delivery names it. */
  readonly name: string;
  /** Whether the vendor makes one effect of two calls with one key: only then may an unanswered act be asked again. */
  readonly honoursKey: boolean;
  /** Never throws for what the vendor does. The client is handed in, so that a test, or another address, needs no other code. */
  perform(delivery: DueDelivery, client: Client): Promise<Delivered>;
}

/** Keeps the client's type. */
export function defineAction<Client>(definition: ActionDefinition<Client>): ActionDefinition<Client> {
  return definition;
}

/** An e-mail as it will leave: rendered, for one recipient. No value has a line break but the two bodies. */
export interface Letter {
  readonly from: { readonly name: string; readonly email: string };
  readonly to: string;
  readonly replyTo?: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Further headers by their names: `Message-ID`, `List-Unsubscribe`. */
  readonly headers: Readonly<Record<string, string>>;
  /** Name of the email; null for what no template made. */
  readonly template: string | null;
}
