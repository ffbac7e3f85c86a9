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
    // One after the other in a burst would have everything read without end.
    const reset = atMostEvery(3000, () => void queries.invalidateQueries());
    stream.addEventListener('reset', reset);
    stream.addEventListener('deals', (event: MessageEvent<string>) => {
      const { ids } = JSON.parse(event.data) as { ids: string[] };
      dispatchEvent(new CustomEvent('millrace:deals', { detail: ids }));
      for (const id of ids) {
        void queries.invalidateQueries({ queryKey: ['deal', id] });
        void queries.invalidateQueries({ queryKey: ['why', id] });
      }
    });
    return () => {
      reset.cancel();
      stream.close();
    };
  }, [queries]);
  return isLive;
}

/** The first call does it at once; those within `pause` (ms) of it do it once more at its end. */
function atMostEvery(pause: number, does: () => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAgain = false;
  const end = () => {
    timer = undefined;
    if (isAgain) call();
  };
  const call = () => {
    isAgain = timer !== undefined;
    if (isAgain) return;
    does();
    timer = setTimeout(end, pause);
  };
  return Object.assign(call, { cancel: () => clearTimeout(timer) });
}
