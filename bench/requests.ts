// Requests as an SDK makes them: one event, or a batch of them.

import { benchKey } from './bench-workspace.js';
import { anonymousTrack, track } from './events.js';

const bodiesInTurn = 400;

export interface Requests {
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly bodies: readonly string[];
}

/** @param batch events a request; 1: the call for a single event */
export function requests(batch: number): Requests {
  const headers = { 'content-type': 'application/json', authorization: `Basic ${btoa(`${benchKey}:`)}` };
  if (batch === 1)
    return { path: '/v1/track', headers, bodies: Array.from({ length: bodiesInTurn }, (_, i) => JSON.stringify(anonymousTrack(i))) };
  const bodies = Array.from({ length: bodiesInTurn }, (_, i) =>
    JSON.stringify({ batch: Array.from({ length: batch }, (__, at) => withoutId(i * batch + at)) }),
  );
  return { path: '/v1/batch', headers, bodies };
}

function withoutId(place: number): Record<string, unknown> {
  const { messageId: _, ...event } = track(place);
  return event;
}
