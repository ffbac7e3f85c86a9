// The pages that there are, as the routes tell: beside every page, behind G and a letter, in the palette and the sheet.

import { Tooltip } from '@mantine/core';
import { Link, type StaticDataRouteOption, useNavigate, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { InboxBadge } from '../inbox/badge.page.js';
import type { InNavigation } from '../router.js';
import { Icon } from './icons.js';
import { useSingleKeysSetting } from './single-keys.js';
import { useSeesAll } from './use-session.js';

export interface NavigationLine extends InNavigation {
  readonly to: string;
}

interface Known {
  readonly fullPath: string;
  readonly options: { readonly staticData?: StaticDataRouteOption };
}

export function useNavigation(): readonly NavigationLine[] {
  const { routesByPath } = useRouter();
  const seesAll = useSeesAll();
  return Object.values(routesByPath as Record<string, Known>).flatMap(({ fullPath, options: { staticData } }) =>
    staticData?.navigation === undefined || (staticData.isOfAll === true && !seesAll) ? [] : [{ ...staticData.navigation, to: fullPath }],
  );
}

/** @param isNarrow only the drawings; the labels are told by the pointer and to readers */
export function Navigation({ isNarrow, onGo }: { readonly isNarrow: boolean; readonly onGo: () => void }) {
  return (
    <nav aria-label="Pages" className="mr-nav">
      {useNavigation().map(({ to, label, icon, key }) => (
        <Tooltip key={to} label={`${label} (G ${key.toUpperCase()})`} position="right" openDelay={isNarrow ? 0 : 800}>
          <Link
            to={to}
            onClick={onGo}
            className="mr-nav-link"
            activeProps={{ 'aria-current': 'page' }}
            aria-label={isNarrow ? label : undefined}
          >
            <Icon name={icon} />
            {!isNarrow && <span>{label}</span>}
            {to === '/inbox' && <InboxBadge />}
          </Link>
        </Tooltip>
      ))}
    </nav>
  );
}

const patience = 1200;

/** G and a letter leads to a page. */
export function useGoKeys(): void {
  const lines = useNavigation();
  const navigate = useNavigate();
  const since = useRef(0);
  const [isOn] = useSingleKeysSetting();
  useEffect(() => {
    if (!isOn) return undefined;
    const hear = (event: KeyboardEvent) => {
      const { target } = event;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))) return;
      const line = event.timeStamp - since.current < patience ? lines.find(({ key }) => key === event.key) : undefined;
      since.current = event.key === 'g' ? event.timeStamp : -patience;
      if (line === undefined) return;
      event.preventDefault();
      void navigate({ to: line.to });
    };
    addEventListener('keydown', hear);
    return () => removeEventListener('keydown', hear);
  }, [lines, navigate, isOn]);
}
