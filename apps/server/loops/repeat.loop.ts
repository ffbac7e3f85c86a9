// One loop: rounds back to back while there is work, then a sleep that a notification or the poll ends. A round that fails
// is told and tried again, later each time; it never ends the process.

import type { Wake } from '#libs/database/wake.store.js';

export interface LoopOptions {
  readonly name: string;
  /** Does one batch; answers how much it did. 0: nothing to do. */
  round(): Promise<number>;
  /** Notifications that end a sleep. */
  readonly channels: readonly string[];
  /** The longest sleep (ms): catches what a lost notification would miss. */
  readonly poll: number;
  /** How many rounds may run side by side. */
  readonly lanes: number;
  readonly wake: Wake;
  onRound(name: string, seconds: number): void;
  onError(name: string, error: unknown): void;
}

const longestPause = 10_000;

export class RepeatLoop {
  private stopping = false;
  private readonly sleepers = new Set<() => void>();
  private readonly silences: (() => void)[] = [];
  private lanes: Promise<void>[] = [];
  /** Raised by each call, so that one that comes while a round looks for work is not missed. */
  private calls = 0;

  constructor(private readonly options: LoopOptions) {}

  start(): void {
    for (const channel of this.options.channels) this.silences.push(this.options.wake.on(channel, () => this.call()));
    this.lanes = Array.from({ length: this.options.lanes }, () => this.lane());
  }

  /** Resolves when the rounds under way have ended. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const silence of this.silences) silence();
    this.call();
    await Promise.all(this.lanes);
  }

  /** Ends the sleep of every lane. */
  call(): void {
    this.calls += 1;
    for (const wake of this.sleepers) wake();
  }

  private async lane(): Promise<void> {
    let pause = 100;
    while (!this.stopping) {
      const before = this.calls;
      const started = performance.now();
      try {
        const done = await this.options.round();
        pause = 100;
        if (done > 0) this.options.onRound(this.options.name, (performance.now() - started) / 1000);
        else if (this.calls === before) await this.sleep(this.options.poll);
      } catch (error) {
        this.options.onError(this.options.name, error);
        await this.sleep(pause);
        pause = Math.min(pause * 2, longestPause);
      }
    }
  }

  private sleep(milliseconds: number): Promise<void> {
    if (this.stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.sleepers.delete(end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      this.sleepers.add(end);
    });
  }
}
