// Deals that slipped: open ones whose latest move was backwards, or of which nothing was heard for long.

import type { Pipeline } from '#libs/language/pipeline.js';

export interface OpenDeal {
  readonly id: string;
  readonly pipeline: string;
  readonly stage: string;
  /** Epoch ms. */
  readonly lastFactAt: number;
}

/** The latest move of a deal. */
export interface Move {
  readonly from: unknown;
  readonly to: unknown;
  readonly at: number;
}

export interface Slipped {
  readonly id: string;
  readonly why: 'went back' | 'went quiet';
  /** The stage it was in before; null for what went quiet. */
  readonly from: string | null;
  /** When it went back, or since when nothing was heard (epoch ms). */
  readonly since: number;
}

/** @param quiet ms without a fact after which a deal counts as quiet */
export function slippedDeals(
  deals: readonly OpenDeal[],
  moves: ReadonlyMap<string, Move>,
  pipelines: ReadonlyMap<string, Pick<Pipeline, 'stages'>>,
  now: number,
  quiet: number,
): readonly Slipped[] {
  return deals.flatMap(({ id, pipeline, lastFactAt }): Slipped[] => {
    const stages = pipelines.get(pipeline)?.stages.map(({ name }) => name) ?? [];
    const move = moves.get(id);
    const [before, after] = [stages.indexOf(move?.from as string), stages.indexOf(move?.to as string)];
    if (move !== undefined && after !== -1 && after < before) return [{ id, why: 'went back', from: stages[before]!, since: move.at }];
    return now - lastFactAt > quiet ? [{ id, why: 'went quiet', from: null, since: lastFactAt }] : [];
  });
}
