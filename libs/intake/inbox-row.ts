// A row of the inbox before it is written and after it is read.

/** What a source cuts a request into (`InboxItem` of libs/connectors). */
export interface NewInboxRow {
  readonly source: string;
  readonly subjectKey: string;
  readonly sameness: string;
  readonly body: Uint8Array;
}

export interface InboxRow {
  readonly shard: number;
  /** Decimal digits. */
  readonly id: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  readonly source: string;
  /** A uuid. */
  readonly key: string;
  readonly body: Buffer;
  /** Put back by a person after the tracking plan had blocked it: its keys are kept already. `pass`: whatever the plan says. */
  readonly review: Review | null;
}

export type Review = 'check' | 'pass';

/** What became of a shard's rows in one batch. */
export interface ShardTally {
  readonly done: number;
  readonly duplicates: number;
  readonly setAside: number;
}
