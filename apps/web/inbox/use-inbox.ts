// How much waits for a person, for the page and for its badge.

import { useQuery } from '@tanstack/react-query';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';

export type InboxKind = Exclude<keyof paths['/api/inbox']['get'], 'proposals'>;

export function useInbox() {
  return useQuery({ queryKey: ['inbox'], queryFn: () => get('/api/inbox'), refetchInterval: 30_000 });
}

/** The server counts no further than a thousand. */
export const sayCount = (count: number) => (count > 1000 ? `${(1000).toLocaleString()}+` : count.toLocaleString());
