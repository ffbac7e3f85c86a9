// Who is signed in and what the workspace has: the frame waits for both before it shows a page.

import { useQuery } from '@tanstack/react-query';
import { get } from '../api.client.js';

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: () => get('/api/me') });
}

export function useWorkspace() {
  return useQuery({ queryKey: ['workspace'], queryFn: () => get('/api/workspace'), staleTime: 60_000 });
}

/** Not a rep to whom `reps_see` of the workspace shows a part. */
export const useSeesAll = () => useWorkspace().data?.sees === 'everything';
