// An event as it was stored: which it is, when it came, and what makes it the same as another.

export interface Arrival {
  readonly id: string;
  readonly key: string;
  /** Epoch ms. */
  readonly receivedAt: number;
}
