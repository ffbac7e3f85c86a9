// Whether all that is shown could be read anew the last time it was tried: what could not is shown as it was, and that is said.

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

export function useFresh(): boolean {
  const cache = useQueryClient().getQueryCache();
  const subscribe = useCallback((call: () => void) => cache.subscribe(call), [cache]);
  return useSyncExternalStore(subscribe, () =>
    cache.getAll().every((query) => query.state.status !== 'error' || query.state.data === undefined || !query.isActive()),
  );
}
