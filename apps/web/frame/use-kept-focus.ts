// Who works by keyboard is not thrown back to the top when what had the focus goes away (a row that was decided, a page that was left):
// the nearest part around it that is still there takes it, and after a dialog what had it before. The board looks after its cards itself.

import { useEffect } from 'react';

export function useKeptFocus(): void {
  useEffect(() => {
    let around: readonly Element[] = [];
    let before: HTMLElement | null = null;
    let dialog: Element | null = null;
    const come = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      dialog = target.closest('[role=dialog]');
      const isContent = target.closest('#content') !== null;
      around = isContent ? ancestors(target.closest('.mr-columns') ?? target) : [];
      if (isContent) before = target;
    };
    const keep = () => {
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body) return;
      if (dialog?.isConnected === false) {
        dialog = null;
        if (before?.isConnected === true) before.focus({ preventScroll: true });
        return;
      }
      const [last] = around;
      if (last === undefined || last.isConnected) return;
      const next = around.find((one): one is HTMLElement => one.isConnected && one instanceof HTMLElement && one.matches(parts));
      around = [];
      if (next === undefined) return;
      if (!next.hasAttribute('tabindex')) next.tabIndex = -1;
      next.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(keep);
    observer.observe(document.body, { childList: true, subtree: true });
    addEventListener('focusin', come);
    return () => {
      observer.disconnect();
      removeEventListener('focusin', come);
    };
  }, []);
}

/** What a reader names when it is come to. */
const parts = '[role=group][tabindex], section, main';

function ancestors(of: Element): readonly Element[] {
  const all: Element[] = [];
  for (let one: Element | null = of; one !== null; one = one.parentElement) all.push(one);
  return all;
}
