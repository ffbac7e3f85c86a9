// Events that the tracking plan blocked, decided from the command line: those that are named, or all that a filter finds.

import { ask, type ServerPlace } from '../remote/server.client.js';
import type { EventRow } from './tell-event.js';

export interface DecidedEvent {
  readonly id: string;
  readonly state: 'waiting' | 'discarded' | 'still_blocked' | 'not_blocked';
  readonly notes: readonly string[];
}

/** As many as the server takes at once. */
const atOnce = 500;

/** @throws Refused */
export async function blockedIds(
  place: ServerPlace,
  filter: { readonly event?: string; readonly since?: string },
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const query = new URLSearchParams({ limit: String(atOnce), verdict: 'blocked' });
    if (filter.event !== undefined) query.set('name', filter.event);
    if (filter.since !== undefined) query.set('since', filter.since);
    if (cursor !== '') query.set('cursor', cursor);
    const page: { data: readonly EventRow[]; next: string | null } = await ask(place, 'GET', `/api/events?${query.toString()}`);
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.next;
  }
  return ids.toReversed();
}

/** @throws Refused */
export async function decideEvents(
  place: ServerPlace,
  ids: readonly string[],
  as: 'check' | 'pass' | 'discard',
  reason: string | undefined,
): Promise<readonly DecidedEvent[]> {
  const decided: DecidedEvent[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const body = { ids: ids.slice(from, from + atOnce), as, ...(reason === undefined ? {} : { reason }) };
    decided.push(...(await ask<{ data: readonly DecidedEvent[] }>(place, 'POST', '/api/events/blocked', body)).data);
  }
  return decided;
}

export function tellDecided({ id, state, notes }: DecidedEvent): string {
  if (state === 'still_blocked') return `event ${id} is still blocked: ${notes.join('; ').replaceAll(/\p{Cc}/gu, ' ')}`;
  if (state === 'not_blocked') return `event ${id} is not blocked, or not there; millrace events tail shows verdicts`;
  return state === 'waiting' ? `event ${id} is in the inbox again` : `event ${id} is discarded`;
}
