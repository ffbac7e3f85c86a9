// One deal on the board: what it is worth, whose it is, what moved it last and what comes next.

import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { memo, useEffect, useRef, useState } from 'react';
import { sayAge, sayDay, sayInstant, sayMoney, sayName } from '../words.js';
import { MoveMenu } from './move-menu.page.js';
import { sayMover } from './say-mover.js';
import type { Card, Workspace } from './use-board.js';

export interface CardOf {
  readonly pipeline: Workspace['pipelines'][number];
  readonly reps: Workspace['reps'];
  /** By the minute, so that a card is drawn anew when what it says changes. */
  readonly now: number;
  /** null: who looks may not move. */
  readonly onMove: ((card: Card, stage: string) => void) | null;
}

/** The card that is held; null when none is. */
export const held: { card: Card | null } = { card: null };

export const hasNext = ({ proposal, task }: Card) => proposal !== null || task !== null;

/** Where each card was seen last: one that stands elsewhere has moved, and shows it once. */
const lastSeen = new Map<string, string>();

export const DealCard = memo(function DealCard({ card, pipeline, reps, now, onMove }: CardOf & { readonly card: Card }) {
  const [hasMoved] = useState(() => (lastSeen.get(card.id) ?? card.stage) !== card.stage);
  useEffect(() => void lastSeen.set(card.id, card.stage), [card.id, card.stage]);
  const owner = reps.find(({ key }) => key === card.owner)?.name ?? card.owner;
  const since = Date.parse(card.in_stage_since);
  const inStage = `In ${sayName(card.stage)} since ${sayInstant(since)}`;
  // Who comes by keyboard is told the exact times that a pointer finds over each of them.
  const link = useRef<HTMLAnchorElement>(null);
  const [isTold, tell] = useState(false);
  return (
    <article
      className={hasMoved ? 'mr-card mr-moved' : 'mr-card'}
      draggable={onMove !== null}
      data-next={hasNext(card)}
      onDragStart={() => (held.card = card)}
      onDragEnd={() => (held.card = null)}
      aria-label={card.name}
    >
      <div className="mr-row">
        <Link
          ref={link}
          to="/deals/$id"
          params={{ id: card.id }}
          draggable={false}
          data-card={card.id}
          onFocus={({ currentTarget }) => tell(currentTarget.matches(':focus-visible'))}
          onBlur={() => tell(false)}
          onKeyDown={({ key }) => key === 'Escape' && tell(false)}
        >
          {card.name}
        </Link>
        {isTold && (
          <Tooltip
            target={link}
            opened
            multiline
            label={card.moved === null ? inStage : `${inStage}; ${sayMover(card.moved)} ${sayInstant(Date.parse(card.moved.at))}`}
          />
        )}
        {onMove !== null && <MoveMenu card={card} pipeline={pipeline} onMove={onMove} />}
      </div>
      <div className="mr-row mr-number">
        <span className={card.amount === null ? 'mr-quiet' : undefined}>{card.amount === null ? 'No amount' : sayMoney(card.amount)}</span>
        {card.has_drift && <span className="mr-proposed">drift</span>}
        {card.tier !== null && <span className="mr-quiet">{sayName(card.tier)}</span>}
      </div>
      <div className="mr-row mr-quiet">
        <span>{owner ?? 'Nobody'}</span>
        <span title={inStage}>{sayAge(since, now)}</span>
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
});
