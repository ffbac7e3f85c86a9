// Links to what has a page of its own.

import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

const places = {
  person: '/people/$id',
  account: '/accounts/$id',
  deal: '/deals/$id',
  run: '/runs/$id',
  event: '/events/$id',
} as const;

export function LinkTo({
  to,
  id,
  children,
}: {
  readonly to: keyof typeof places;
  readonly id: string | null | undefined;
  readonly children: ReactNode;
}) {
  if (id === null || id === undefined) return <>{children}</>;
  return (
    <Link to={places[to]} params={{ id }}>
      {children}
    </Link>
  );
}
