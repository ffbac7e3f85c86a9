// A clock that stands still until a test moves it.

export class FrozenClock {
  /** @param at epoch ms, or a text like `2026-11-24T09:00:00Z` */
  constructor(at: number | string = '2026-11-24T09:00:00Z') {
    this.at = typeof at === 'number' ? at : Date.parse(at);
  }

  private at: number;

  /** Epoch ms. */
  readonly now = (): number => this.at;

  advance(ms: number): void {
    this.at += ms;
  }
}
