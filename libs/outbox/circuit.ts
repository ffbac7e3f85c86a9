// A breaker for each action: when the other side is away, the rest of the outbox is not worn out on it. Pure but for its own state.

/** Tries in a row that must be repeated before it opens. */
const most = 5;
/** ms */
const firstPause = 15_000;
const longestPause = 300_000;

export class Circuits {
  private readonly failures = new Map<string, number>();
  private readonly openUntil = new Map<string, number>();

  /** When it may be tried again (epoch ms); null: now. After the pause one failure opens it again, for longer. */
  closedAt(action: string, now: number): number | null {
    const until = this.openUntil.get(action) ?? 0;
    return until > now ? until : null;
  }

  /** Actions that are not to be claimed now. */
  open(now: number): string[] {
    return [...this.openUntil].filter(([, until]) => until > now).map(([action]) => action);
  }

  /** The other side answered, with whatever. */
  worked(action: string): void {
    this.failures.delete(action);
    this.openUntil.delete(action);
  }

  failed(action: string, now: number): void {
    const failures = (this.failures.get(action) ?? 0) + 1;
    this.failures.set(action, failures);
    if (failures >= most) this.openUntil.set(action, now + Math.min(firstPause * 2 ** (failures - most), longestPause));
  }
}

/**
 * How many of an action are performed side by side in one process. Slack wants about one message a second a channel; what
 * honours its key (our own mailbox) takes as many as it gets.
 */
export function atOnce(action: string, honoursKey: boolean): number {
  return action.startsWith('slack.') ? 1 : honoursKey ? 100 : 5;
}
