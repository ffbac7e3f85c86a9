// The cards of each stage. A stage in which nothing has changed keeps its list, so that its column is not drawn anew.

import { useMemo, useRef } from 'react';
import type { Card } from './use-board.js';

export function useByStage(cards: readonly Card[]): ReadonlyMap<string, readonly Card[]> {
  const before = useRef<ReadonlyMap<string, readonly Card[]>>(new Map());
  return useMemo(() => {
    const grouped = new Map<string, Card[]>();
    for (const card of cards) {
      const some = grouped.get(card.stage);
      if (some === undefined) grouped.set(card.stage, [card]);
      else some.push(card);
    }
    const kept = new Map([...grouped].map(([stage, some]) => [stage, same(before.current.get(stage), some)]));
    before.current = kept;
    return kept;
  }, [cards]);
}

function same(old: readonly Card[] | undefined, fresh: readonly Card[]): readonly Card[] {
  return old?.length === fresh.length && old.every((card, at) => card === fresh[at]) ? old : fresh;
}
