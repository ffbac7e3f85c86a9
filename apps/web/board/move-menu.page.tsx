// "Move to …" of a card. The menu is made when it is first asked for: a board has hundreds of cards, and scrolling draws them anew.

import { Menu } from '@mantine/core';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { Icon } from '../frame/icons.js';
import { isSecondClick } from '../parts/is-second-click.js';
import { sayAge, sayName } from '../words.js';
import type { Card, Workspace } from './use-board.js';

export function MoveMenu({
  card,
  pipeline,
  onMove,
}: {
  readonly card: Card;
  readonly pipeline: Workspace['pipelines'][number];
  readonly onMove: (card: Card, stage: string) => void;
}) {
  const [isMade, setMade] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const label = `Move ${card.name.slice(0, 60)} to …`;
  return (
    <span className="mr-move-place">
      <button
        type="button"
        className="mr-move"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => {
          // It gives the focus back to what had it when it opened: it has to be there before.
          flushSync(() => setMade(true));
          setOpen(true);
        }}
      >
        <Icon name="more" size={16} />
      </button>
      {isMade && (
        <Menu position="bottom-end" withinPortal opened={isOpen} onChange={setOpen} returnFocus>
          <Menu.Target>
            {/* Lies over the button while the menu is open, so that the button itself keeps the focus to come back to. */}
            <span className="mr-move-anchor" data-open={isOpen} aria-hidden aria-label={label} />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Move to … (your move wins for {sayAge(0, pipeline.rep_edits_hold)})</Menu.Label>
            {pipeline.stages
              .filter(({ name }) => name !== card.stage)
              .map(({ name }) => (
                <Menu.Item key={name} onClick={(event) => !isSecondClick(event) && onMove(card, name)}>
                  {sayName(name)}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  );
}
