// How a deal came to be what it is, in the order of its facts' own time: what reports read. A row for each time its stage, amount or
// owner became another. What a closed deal is corrected to, it has closed with: its last row says what the deal says.

import type { Pipeline } from '#libs/language/pipeline.js';
import type { Deal } from './deal.js';

export type ChangeKind = 'opened' | 'forward' | 'back' | 'won' | 'lost' | 'reopened' | 'changed';

type State = Pick<Deal, 'stage' | 'amount' | 'owner'>;

export interface DealChange extends State {
  readonly kind: ChangeKind;
  /** Epoch ms; half open. `until` is the next change's, null: so it stands. */
  readonly at: number;
  until: number | null;
  /** What it was before; null: the deal was opened. */
  readonly from: State | null;
  /** The furthest stage so far in which the deal was open; null: it was opened closed. */
  readonly furthest: string | null;
  /** When it went back, as long as no other move has followed. */
  readonly slippedAt: number | null;
}

/** Looks at the deal after a fact (or time) has been taken. Changes `history`. @param at epoch ms, not before the last change */
export function noteChange(history: DealChange[], deal: Deal, at: number, { stages }: Pick<Pipeline, 'stages'>): void {
  const last = history.at(-1);
  const now: State = { stage: deal.stage, amount: deal.amount, owner: deal.owner };
  if (last !== undefined && sameState(last, now)) return;
  const isClosed = closes(now.stage);
  if (last !== undefined && isClosed && last.stage === now.stage) {
    history[history.length - 1] = { ...last, ...now };
    return;
  }
  const rankOf = (name: string | null): number => stages.find((stage) => stage.name === name)?.rank ?? -1;
  const kind = kindOf(last?.stage, now.stage, rankOf);
  const furthest = isClosed || rankOf(last?.furthest ?? null) > rankOf(now.stage) ? (last?.furthest ?? null) : now.stage;
  const slippedAt = kind === 'back' ? at : kind === 'changed' ? last!.slippedAt : null;
  if (last !== undefined) last.until = at;
  const from = last === undefined ? null : { stage: last.stage, amount: last.amount, owner: last.owner };
  const { stage, amount, owner } = now;
  history.push({ stage, amount, owner, kind, at, until: null, from, furthest, slippedAt });
}

export function sameHistory(one: readonly DealChange[], other: readonly DealChange[]): boolean {
  return (
    one.length === other.length &&
    one.every((change, place) => {
      const { at, kind, furthest } = other[place]!;
      return change.at === at && change.kind === kind && change.furthest === furthest && sameState(change, other[place]!);
    })
  );
}

function kindOf(before: string | undefined, after: string, rankOf: (stage: string) => number): ChangeKind {
  if (before === undefined) return 'opened';
  if (before === after) return 'changed';
  if (closes(after)) return after;
  if (closes(before)) return 'reopened';
  return rankOf(after) < rankOf(before) ? 'back' : 'forward';
}

function closes(stage: string): stage is 'won' | 'lost' {
  return stage === 'won' || stage === 'lost';
}

function sameState(one: State, other: State): boolean {
  return (
    one.stage === other.stage &&
    one.owner === other.owner &&
    one.amount?.amount === other.amount?.amount &&
    one.amount?.currency === other.amount?.currency
  );
}
