// Hears from the server which deals have changed, and has what is shown read anew.

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

const later = 2000;

/** @returns whether the server is heard at the moment */
export function useLive(): boolean {
  const queries = useQueryClient();
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    let stream: EventSource;
    let again: ReturnType<typeof setTimeout> | undefined;
    // One after the other in a burst would have everything read without end.
    const reset = atMostEvery(3000, () => void queries.invalidateQueries());
    const hear = (event: MessageEvent<string>) => {
      const { ids } = JSON.parse(event.data) as { ids: string[] };
      dispatchEvent(new CustomEvent('millrace:deals', { detail: ids }));
      for (const id of ids)
        for (const queryKey of [
          ['deal', id],
          ['why', id],
          ['timeline', 'deals', id],
        ])
          void queries.invalidateQueries({ queryKey });
    };
    const listen = () => {
      stream = new EventSource('/api/live');
      stream.addEventListener('open', () => setLive(true));
      stream.addEventListener('error', () => {
        setLive(false);
        // A lost connection is made again by the browser, with Last-Event-ID. An answer that is no stream (a proxy's, a session that has
        // ended) ends it for good: who is not signed in any more is led to sign in, everybody else listens anew.
        if (stream.readyState !== EventSource.CLOSED) return;
        void queries.invalidateQueries({ queryKey: ['me'] });
        again = setTimeout(listen, later);
      });
      stream.addEventListener('reset', reset);
      stream.addEventListener('deals', hear);
    };
    listen();
    return () => {
      reset.cancel();
      clearTimeout(again);
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
