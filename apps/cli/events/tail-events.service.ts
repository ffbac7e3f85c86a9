// The newest events of a server, and those that come. Asked again and again: what several workers write at once comes in no strict order,
// so each answer is read until a whole page is known already.

import { setTimeout as pause } from 'node:timers/promises';
import { ask, Refused, type ServerPlace } from '../remote/server.client.js';
import type { EventRow } from './tell-event.js';

export interface Wanted {
  readonly event?: string;
  /** An address. */
  readonly person?: string;
  /** ISO. */
  readonly since?: string;
}

interface Page {
  readonly data: readonly EventRow[];
  readonly next: string | null;
}

const often = 1000;
const remembered = 20_000;

/**
 * The latest events that are there, the oldest first.
 * @param most so many of the newest; undefined: all since `wanted.since`
 * @throws Refused
 */
export async function latestEvents(place: ServerPlace, wanted: Wanted, most: number | undefined): Promise<readonly EventRow[]> {
  const person = await personIdOf(place, wanted.person);
  if (person === null) return [];
  const rows: EventRow[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await ask(place, 'GET', pathOf(wanted, person, cursor, Math.min(most ?? 500, 500)));
    rows.push(...page.data);
    cursor = most !== undefined && rows.length >= most ? null : page.next;
  }
  return rows.slice(0, most).toReversed();
}

/**
 * Tells of events as they come, until the process ends.
 * @param known what was told already
 * @param tellAway called when the server stops answering, once for each time
 */
export async function followEvents(
  place: ServerPlace,
  wanted: Wanted,
  known: readonly EventRow[],
  tell: (event: EventRow) => void,
  tellAway: (why: string) => void,
): Promise<never> {
  const seen = new Set(known.map(({ id }) => id));
  const since = wanted.since ?? known[0]?.received_at ?? new Date(Date.now() - 60_000).toISOString();
  let isAway = false;
  for (;;) {
    await pause(often);
    try {
      for (const event of await newEvents(place, { ...wanted, since }, seen)) {
        seen.add(event.id);
        tell(event);
      }
      isAway = false;
    } catch (error) {
      if (!(error instanceof Refused) || (error.status !== 0 && error.status < 500)) throw error;
      if (!isAway) tellAway(error.message);
      isAway = true;
    }
    for (const id of seen) {
      if (seen.size <= remembered) break;
      seen.delete(id);
    }
  }
}

async function newEvents(place: ServerPlace, wanted: Wanted, seen: ReadonlySet<string>): Promise<readonly EventRow[]> {
  const person = await personIdOf(place, wanted.person);
  if (person === null) return [];
  const found: EventRow[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: Page = await ask(place, 'GET', pathOf(wanted, person, cursor, cursor === '' ? 50 : 500));
    const fresh = page.data.filter(({ id }) => !seen.has(id));
    found.push(...fresh);
    cursor = fresh.length === 0 ? null : page.next;
  }
  return found.toReversed();
}

function pathOf({ event, since }: Wanted, person: string | undefined, cursor: string, limit: number): string {
  const query = new URLSearchParams({ limit: String(limit) });
  if (event !== undefined) query.set('name', event);
  if (person !== undefined) query.set('person', person);
  if (since !== undefined) query.set('since', since);
  if (cursor !== '') query.set('cursor', cursor);
  return `/api/events?${query.toString()}`;
}

/** Null: nobody has that address yet. */
async function personIdOf(place: ServerPlace, email: string | undefined): Promise<string | null | undefined> {
  if (email === undefined) return undefined;
  const { data } = await ask<{ data: readonly { id: string }[] }>(place, 'GET', `/api/people?email=${encodeURIComponent(email)}`);
  return data[0]?.id ?? null;
}
