// Hears from the server which deals have changed, and has what is shown read anew.

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

/** @returns whether the server is heard at the moment */
export function useLive(): boolean {
  const queries = useQueryClient();
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    const stream = new EventSource('/api/live');
    stream.onopen = () => setLive(true);
    stream.onerror = () => setLive(false);
    stream.addEventListener('reset', () => void queries.invalidateQueries());
    stream.addEventListener('deals', (event: MessageEvent<string>) => {
      const { ids } = JSON.parse(event.data) as { ids: string[] };
      dispatchEvent(new CustomEvent('millrace:deals', { detail: ids }));
      for (const id of ids) {
        void queries.invalidateQueries({ queryKey: ['deal', id] });
        void queries.invalidateQueries({ queryKey: ['why', id] });
      }
    });
    return () => stream.close();
  }, [queries]);
  return isLive;
}
