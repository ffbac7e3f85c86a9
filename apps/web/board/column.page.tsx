// One stage: how many, what sum, and its cards; only those in sight are drawn.

import { Skeleton } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type DragEvent, memo, useRef, useState } from 'react';
import { sayName, saySum } from '../words.js';
import { weigh } from './board-search.js';
import { type CardOf, DealCard, hasNext, held } from './deal-card.page.js';
import type { Card } from './use-board.js';

export const Column = memo(function Column({
  stage,
  cards,
  isLoading,
  ...of
}: CardOf & { readonly stage: string; readonly cards: readonly Card[]; readonly isLoading: boolean }) {
  const [isOver, setOver] = useState(false);
  const { onMove, pipeline } = of;
  const sum = saySum(cards.map(({ amount }) => amount));
  const isOpen = pipeline.stages.find(({ name }) => name === stage)?.closes === null;
  const weighed = isOpen ? saySum(weigh(cards, pipeline.stages) ?? []) : '';
  const over = (event: DragEvent) => {
    if (onMove === null || held.card === null) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = () => {
    setOver(false);
    if (onMove !== null && held.card !== null && held.card.stage !== stage) onMove(held.card, stage);
    held.card = null;
  };
  return (
    <section
      className="mr-column"
      aria-label={sayName(stage)}
      data-over={isOver}
      data-empty={cards.length === 0}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className="mr-column-head">
        <h2>
          {sayName(stage)} <span className="mr-quiet mr-number">{cards.length.toLocaleString()}</span>
        </h2>
        <div
          className="mr-quiet mr-number"
          title={weighed === '' ? undefined : `${sum}; weighed by how many are won from here: ${weighed}`}
        >
          {sum === '' ? '\u00a0' : sum}
          <br />
          {weighed === '' ? '\u00a0' : `~${weighed}`}
        </div>
      </div>
      <CardList stage={stage} cards={cards} isLoading={isLoading} {...of} />
    </section>
  );
});

/** Apart from the head, whose sums are not taken anew at every step of scrolling. */
function CardList({
  stage,
  cards,
  isLoading,
  ...of
}: CardOf & { readonly stage: string; readonly cards: readonly Card[]; readonly isLoading: boolean }) {
  const list = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: cards.length,
    getScrollElement: () => list.current,
    estimateSize: (at) => (hasNext(cards[at]!) ? 122 : 102),
    getItemKey: (at) => cards[at]!.id,
    overscan: 4,
  });
  return (
    <div className="mr-list" ref={list} tabIndex={0} role="group" aria-label={`Deals in ${sayName(stage)}`}>
      {isLoading ? (
        <Skeleton h={96} />
      ) : (
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map((row) => (
            <div key={row.key} style={{ position: 'absolute', insetInline: 0, transform: `translateY(${row.start}px)` }}>
              <DealCard card={cards[row.index]!} {...of} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
