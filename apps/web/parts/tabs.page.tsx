// Parts of a page of which one is shown; which one stands in the address.

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface Tab {
  readonly tab: string;
  readonly title: string;
  readonly show: () => ReactNode;
}

export function Tabs({
  label,
  to,
  tabs,
  chosen,
}: {
  readonly label: string;
  readonly to: '/emails' | '/settings';
  readonly tabs: readonly [Tab, ...Tab[]];
  /** As the address has it; one that is not there is the first. */
  readonly chosen: string | undefined;
}) {
  const shown = tabs.find(({ tab }) => tab === chosen) ?? tabs[0];
  return (
    <>
      <nav aria-label={label} className="mr-tabs">
        {tabs.map(({ tab, title }) => (
          <Link key={tab} to={to} search={{ tab }} className="mr-tab" aria-current={tab === shown.tab ? 'page' : undefined}>
            {title}
          </Link>
        ))}
      </nav>
      {shown.show()}
    </>
  );
}
