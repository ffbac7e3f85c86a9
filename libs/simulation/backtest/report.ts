// What a backtest finds, as data: what `--json` prints and what the text and the page are made from.

import { Temporal } from 'temporal-polyfill';
import type { Happened } from './happened.js';

/** Today's workspace, the changed one. */
export type Pair = readonly [today: number, changed: number];

export interface Example {
  readonly who: string;
  readonly at: number;
  readonly why: readonly string[];
  /** Why the other workspace did not, where it said so. */
  readonly otherwise: string | null;
}

export interface Difference {
  readonly kind: Happened['kind'];
  readonly what: string;
  /** True: only with the changed workspace. False: only with today's. */
  readonly isMore: boolean;
  readonly count: number;
  readonly examples: readonly Example[];
}

export interface RepRow {
  readonly rep: string;
  readonly routed: Pair;
  /** Deals open at the end. */
  readonly open: Pair;
  /** The most open at once. */
  readonly peak: Pair;
  /** Open deals that team.yaml allows; null: it sets no limit. */
  readonly capacity: number | null;
  readonly weeks: readonly { readonly week: string; readonly count: Pair }[];
}

export interface BacktestReport {
  readonly version: 1;
  /** Epoch ms: what happened between is told. */
  readonly from: number;
  readonly to: number;
  /** Replayed, those before the beginning among them. */
  readonly events: number;
  /** Hashes of the workspaces. */
  readonly today: string;
  readonly changed: string;
  readonly workflow: string | null;
  readonly totals: readonly { readonly kind: Happened['kind']; readonly count: Pair }[];
  readonly workflows: readonly { readonly workflow: string; readonly enrolled: Pair; readonly mailed: Pair }[];
  /** Accounts in it at the end. */
  readonly tiers: readonly { readonly tier: string; readonly accounts: Pair }[];
  readonly reps: readonly RepRow[];
  /** By the Monday they begin with, UTC. */
  readonly weeks: readonly {
    readonly week: string;
    readonly counts: readonly { readonly kind: Happened['kind']; readonly count: Pair }[];
  }[];
  readonly differences: readonly Difference[];
  /** More differences than could be looked at one by one. */
  readonly uncompared: number;
  /** Accounts whose score is another at the end. */
  readonly scores: {
    readonly different: number;
    readonly examples: readonly { readonly who: string; readonly today: number | null; readonly changed: number | null }[];
  };
}

const day = 86_400_000;

/** The Monday of its week, `2026-03-02`, UTC. */
export function weekOf(at: number): string {
  const days = Math.floor(at / day);
  // 1970-01-01 was a Thursday.
  const monday = days - ((((days + 3) % 7) + 7) % 7);
  let text = mondays.get(monday);
  if (text === undefined) {
    text = Temporal.Instant.fromEpochMilliseconds(monday * day)
      .toString()
      .slice(0, 10);
    mondays.set(monday, text);
  }
  return text;
}

const mondays = new Map<number, string>();
