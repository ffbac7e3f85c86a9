// Who works by keyboard is not thrown back to the top when what had the focus goes away (a row that was decided, a page that was left):
// the nearest part around it that is still there takes it. The board looks after its cards itself.

import { useEffect } from 'react';

export function useKeptFocus(): void {
  useEffect(() => {
    let around: readonly Element[] = [];
    const come = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      around = target.closest('#content') === null ? [] : ancestors(target.closest('.mr-columns') ?? target);
    };
    const keep = () => {
      const [last] = around;
      const { activeElement } = document;
      if (last === undefined || last.isConnected || (activeElement !== null && activeElement !== document.body)) return;
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
