// What of the board stands in its address, and which cards it asks for.

import type { Card, Workspace } from './use-board.js';

export const names = ['pipeline', 'show', 'find', 'owner', 'team', 'tier', 'source', 'period', 'sort'] as const;
export type BoardSearch = { readonly [name in (typeof names)[number]]?: string };

export const periods: Readonly<Record<string, { readonly label: string; readonly days: number }>> = {
  '7d': { label: 'New in 7 days', days: 7 },
  '30d': { label: 'New in 30 days', days: 30 },
  '90d': { label: 'New in 90 days', days: 90 },
  '365d': { label: 'New in a year', days: 365 },
};
const day = 86_400_000;

export function readBoardSearch(search: Record<string, unknown>): BoardSearch {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}

/** @param now epoch ms; `-` stands for nobody, none */
export function isWanted(card: Card, search: BoardSearch, teamOf: ReadonlyMap<string, string | null>, now: number): boolean {
  const { owner, team, tier, source, period, find } = search;
  if (owner !== undefined && (card.owner ?? '-') !== owner) return false;
  if (team !== undefined && (teamOf.get(card.owner ?? '') ?? '-') !== team) return false;
  if (tier !== undefined && (card.tier ?? '-') !== tier) return false;
  if (source !== undefined && (card.source ?? '-') !== source) return false;
  if (period !== undefined && Date.parse(card.created_at) < now - (periods[period]?.days ?? 36_500) * day) return false;
  const wanted = find?.toLowerCase();
  return wanted === undefined || [card.name, card.account, card.domain].some((text) => text?.toLowerCase().includes(wanted) === true);
}

/** Each amount times how many of its stage are won in the end, one sum a currency; null: the pipeline says no shares. */
export function weigh(cards: readonly Card[], stages: Workspace['pipelines'][number]['stages']) {
  if (!stages.some(({ closes, likely }) => closes === null && likely !== null)) return null;
  const likely = new Map(stages.map((stage) => [stage.name, stage.likely ?? 0]));
  return cards.map(({ amount, stage }) => amount && { ...amount, amount: Math.round(amount.amount * (likely.get(stage) ?? 0)) });
}
