// The board by keyboard: arrows lead from card to card, M opens what a card can be moved to. The focus stays with a card that moves, by
// itself or by hand, so that nobody is thrown back to the top of the page.

import { type FocusEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { useSingleKeysSetting } from '../frame/single-keys.js';

/** @param changed what the cards are drawn from: after it has changed the focus is looked after */
export function useCardKeys(changed: unknown) {
  const board = useRef<HTMLDivElement>(null);
  /** Of the card that has the focus, or had it last. */
  const last = useRef<string | null>(null);
  const [isOn] = useSingleKeysSetting();

  useEffect(() => {
    // Who clicks beside the cards has left them.
    const leave = ({ target }: PointerEvent) => {
      if (target instanceof Element && target.closest('article, [role=menu]') === null) last.current = null;
    };
    addEventListener('pointerdown', leave);
    return () => removeEventListener('pointerdown', leave);
  }, []);

  useEffect(() => {
    let left = 12;
    const find = setInterval(() => {
      const isLost = last.current !== null && (document.activeElement === null || document.activeElement === document.body);
      if (isLost) linkOf(board.current, last.current!)?.focus();
      left -= 1;
      if (left === 0) clearInterval(find);
    }, 50);
    return () => clearInterval(find);
  }, [changed]);

  const onFocus = ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
    // What a menu draws elsewhere on the page comes by here too.
    if (!currentTarget.contains(target)) return;
    last.current = target.closest('article')?.querySelector<HTMLElement>('[data-card]')?.dataset['card'] ?? null;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget, key } = event;
    if (!(target instanceof HTMLElement) || !currentTarget.contains(target) || event.ctrlKey || event.metaKey || event.altKey) return;
    const card = target.closest('article');
    if (key === 'm' && isOn && card !== null) card.querySelector<HTMLElement>('.mr-move')?.click();
    const next = card === null ? firstIn(target, key) : neighbour(card, key);
    if (next === undefined) return;
    event.preventDefault();
    next?.querySelector<HTMLElement>('[data-card]')?.focus();
  };

  return { ref: board, onFocus, onKeyDown };
}

const linkOf = (board: HTMLElement | null, id: string) => board?.querySelector<HTMLElement>(`[data-card="${CSS.escape(id)}"]`);

/** From a list itself into it. */
function firstIn(list: HTMLElement, key: string): HTMLElement | undefined {
  return key === 'ArrowDown' ? (list.querySelector('article') ?? undefined) : undefined;
}

/** @returns undefined: the key leads nowhere; null: there is no card in that direction */
function neighbour(card: HTMLElement, key: string): HTMLElement | null | undefined {
  const columns = [...document.querySelectorAll<HTMLElement>('.mr-column')];
  const at = columns.findIndex((column) => column.contains(card));
  const inColumn = (column: HTMLElement) => [...column.querySelectorAll<HTMLElement>('article')];
  const { top } = card.getBoundingClientRect();
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const cards = inColumn(columns[at]!).toSorted((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top);
    return cards[cards.indexOf(card) + (key === 'ArrowDown' ? 1 : -1)] ?? null;
  }
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const onward = key === 'ArrowRight' ? columns.slice(at + 1) : columns.slice(0, at).toReversed();
  const cards = inColumn(onward.find((column) => column.querySelector('article') !== null) ?? columns[at]!).filter((one) => one !== card);
  const apart = (one: HTMLElement) => Math.abs(one.getBoundingClientRect().top - top);
  return onward.length === 0 ? null : (cards.toSorted((one, other) => apart(one) - apart(other))[0] ?? null);
}
