// One stage: how many, what sum, and its cards; only those in sight are drawn.

import { Group, Menu, Skeleton, Text, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { Icon } from '../frame/icons.js';
import { sayAge, sayAgo, sayInstant, sayMoney, sayName, saySum } from '../words.js';
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
    estimateSize: () => 122,
    getItemKey: (at) => cards[at]!.id,
    overscan: 4,
  });
  const { onMove } = of;
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
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Group justify="space-between" p="xs" wrap="nowrap">
        <Text component="h2" fw={650} size="sm">
          {sayName(stage)}{' '}
          <Text span size="sm" className="mr-quiet mr-number">
            {cards.length}
          </Text>
        </Text>
        <Text size="xs" className="mr-quiet mr-number">
          {saySum(cards.map(({ amount }) => amount))}
        </Text>
      </Group>
      <div className="mr-list" ref={list} tabIndex={0} role="group" aria-label={`Deals in ${sayName(stage)}`}>
        {isLoading ? (
          <Skeleton h={116} />
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
          <span title={sayInstant(Date.parse(card.moved.at))}>
            {sayMover(card.moved)}, {sayAgo(Date.parse(card.moved.at), now)}
          </span>
        )}
      </div>
      <div className="mr-row">
        {card.proposal !== null ? (
          <span className="mr-proposed">Proposed: {sayName(card.proposal.stage)}</span>
        ) : (
          card.task !== null && <span className="mr-next">Next: {card.task.title}</span>
        )}
      </div>
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

function sayMover({ by, name, event }: NonNullable<Card['moved']>): string {
  return event ?? (by === 'rep' || by === 'api' ? `Moved by ${name}` : sayName(name));
}
