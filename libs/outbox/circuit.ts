// A breaker for each action: when the other side is away, the rest of the outbox is not worn out on it. Pure but for its own state.
// What has tripped is a row, too (see breaker.store): it is shown, all processes know of it, and a person may have it tried at once.

/** Tries in a row that must be repeated before it opens. */
const most = 5;
/** ms */
const firstPause = 15_000;
const longestPause = 300_000;

/** One that has tripped: open until then, and gone when the other side answers. */
export interface Breaker {
  readonly action: string;
  readonly failures: number;
  /** Epoch ms. */
  readonly since: number;
  readonly openUntil: number;
  /** What the other side did last. */
  readonly error: string;
}

/** What is to be written: null: it is closed. */
export type BreakerChanges = ReadonlyMap<string, Breaker | null>;

export class Circuits {
  private readonly failures = new Map<string, number>();
  private readonly tripped = new Map<string, Breaker>();
  private changes = new Map<string, Breaker | null>();

  /** When it may be tried again (epoch ms); null: now. After the pause one failure opens it again, for longer. */
  closedAt(action: string, now: number): number | null {
    const until = this.tripped.get(action)?.openUntil ?? 0;
    return until > now ? until : null;
  }

  /** Actions that are not to be claimed now. */
  open(now: number): string[] {
    return [...this.tripped.values()].filter(({ openUntil }) => openUntil > now).map(({ action }) => action);
  }

  /** The other side answered, with whatever. */
  worked(action: string): void {
    this.failures.delete(action);
    if (this.tripped.delete(action)) this.changes.set(action, null);
  }

  failed(action: string, now: number, error = ''): void {
    const failures = (this.failures.get(action) ?? 0) + 1;
    this.failures.set(action, failures);
    if (failures < most) return;
    const openUntil = now + Math.min(firstPause * 2 ** (failures - most), longestPause);
    const breaker = { action, failures, since: this.tripped.get(action)?.since ?? now, openUntil, error };
    this.tripped.set(action, breaker);
    this.changes.set(action, breaker);
  }

  /** Takes over what the rows say, which other processes and people have changed; what is not written yet stays. */
  hear(stored: readonly Breaker[]): void {
    const told = new Map(stored.map((breaker) => [breaker.action, breaker]));
    for (const action of [...this.tripped.keys(), ...told.keys()]) {
      const breaker = told.get(action);
      if (this.changes.has(action)) continue;
      if (breaker === undefined) {
        this.tripped.delete(action);
        this.failures.delete(action);
      } else {
        this.tripped.set(action, breaker);
        this.failures.set(action, breaker.failures);
      }
    }
  }

  takeChanges(): BreakerChanges {
    const { changes } = this;
    this.changes = new Map();
    return changes;
  }
}

/**
 * How many of an action are performed side by side in one process. Slack wants about one message a second a channel; what
 * honours its key (our own mailbox) takes as many as it gets.
 */
export function atOnce(action: string, honoursKey: boolean): number {
  return action.startsWith('slack.') ? 1 : honoursKey ? 100 : 5;
}
