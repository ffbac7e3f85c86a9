// One stage: how many, what sum, and its cards; only those in sight are drawn.

import { Menu, Skeleton, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '../frame/icons.js';
import { sayAge, sayDay, sayInstant, sayMoney, sayName, saySum } from '../words.js';
import { weigh } from './board-search.js';
import { sayMover } from './say-mover.js';
import type { Card, Workspace } from './use-board.js';

interface Of {
  readonly pipeline: Workspace['pipelines'][number];
  readonly reps: Workspace['reps'];
  readonly now: number;
  /** null: who looks may not move. */
  readonly onMove: ((card: Card, stage: string) => void) | null;
}

let dragged: Card | null = null;

export function Column({
  stage,
  cards,
  isLoading,
  ...of
}: Of & { readonly stage: string; readonly cards: readonly Card[]; readonly isLoading: boolean }) {
  const list = useRef<HTMLDivElement>(null);
  const [isOver, setOver] = useState(false);
  const rows = useVirtualizer({
    count: cards.length,
    getScrollElement: () => list.current,
    estimateSize: (at) => (hasNext(cards[at]!) ? 122 : 102),
    getItemKey: (at) => cards[at]!.id,
    overscan: 4,
  });
  const { onMove, pipeline } = of;
  const sum = saySum(cards.map(({ amount }) => amount));
  const isOpen = pipeline.stages.find(({ name }) => name === stage)?.closes === null;
  const weighed = isOpen ? saySum(weigh(cards, pipeline.stages) ?? []) : '';
  const over = (event: DragEvent) => {
    if (onMove === null || dragged === null) return;
    event.preventDefault();
    setOver(true);
  };
  const drop = () => {
    setOver(false);
    if (onMove !== null && dragged !== null && dragged.stage !== stage) onMove(dragged, stage);
    dragged = null;
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
          {weighed !== '' && ` · ~${weighed}`}
        </div>
      </div>
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
    </section>
  );
}

const hasNext = ({ proposal, task }: Card) => proposal !== null || task !== null;

/** Where each card was seen last: one that stands elsewhere has moved, and shows it once. */
const lastSeen = new Map<string, string>();

function DealCard({ card, pipeline, reps, now, onMove }: Of & { readonly card: Card }) {
  const [hasMoved] = useState(() => (lastSeen.get(card.id) ?? card.stage) !== card.stage);
  useEffect(() => void lastSeen.set(card.id, card.stage), [card.id, card.stage]);
  const owner = reps.find(({ key }) => key === card.owner)?.name ?? card.owner;
  const since = Date.parse(card.in_stage_since);
  return (
    <article
      className={hasMoved ? 'mr-card mr-moved' : 'mr-card'}
      draggable={onMove !== null}
      data-next={hasNext(card)}
      onDragStart={() => (dragged = card)}
      onDragEnd={() => (dragged = null)}
      aria-label={card.name}
    >
      <div className="mr-row">
        <Link to="/deals/$id" params={{ id: card.id }} draggable={false}>
          {card.name}
        </Link>
        {onMove !== null && <MoveMenu card={card} pipeline={pipeline} onMove={onMove} />}
      </div>
      <div className="mr-row mr-number">
        <span className={card.amount === null ? 'mr-quiet' : undefined}>{card.amount === null ? 'No amount' : sayMoney(card.amount)}</span>
        {card.has_drift && <span className="mr-proposed">drift</span>}
        {card.tier !== null && <span className="mr-quiet">{sayName(card.tier)}</span>}
      </div>
      <div className="mr-row mr-quiet">
        <span>{owner ?? 'Nobody'}</span>
        <span title={`In ${sayName(card.stage)} since ${sayInstant(since)}`}>{sayAge(since, now)}</span>
      </div>
      <div className="mr-row mr-quiet">
        {card.moved === null ? (
          <span>Not moved yet</span>
        ) : (
          <>
            <span title={sayMover(card.moved)}>{sayMover(card.moved)}</span>
            <span title={sayInstant(Date.parse(card.moved.at))}>{sayDay(Date.parse(card.moved.at))}</span>
          </>
        )}
      </div>
      {card.proposal !== null ? (
        <div className="mr-row mr-proposed">
          <span>Proposed: {sayName(card.proposal.stage)}</span>
        </div>
      ) : (
        card.task !== null && (
          <div className="mr-row mr-next">
            <span>Next: {card.task.title}</span>
          </div>
        )
      )}
    </article>
  );
}

function MoveMenu({
  card,
  pipeline,
  onMove,
}: {
  readonly card: Card;
  readonly pipeline: Of['pipeline'];
  readonly onMove: NonNullable<Of['onMove']>;
}) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <UnstyledButton className="mr-move" aria-label={`Move ${card.name.slice(0, 60)} to …`}>
          <Icon name="more" size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Move to … (your move wins for {sayAge(0, pipeline.rep_edits_hold)})</Menu.Label>
        {pipeline.stages
          .filter(({ name }) => name !== card.stage)
          .map(({ name }) => (
            <Menu.Item key={name} onClick={() => onMove(card, name)}>
              {sayName(name)}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
