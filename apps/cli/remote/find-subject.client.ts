// Whom somebody means: an id, a domain or an address → the id that the server knows it by.

import { ask, Refused, type ServerPlace } from './server.client.js';

type Row = Readonly<Record<string, unknown>>;

export async function dealOf(place: ServerPlace, who: string): Promise<string> {
  if (/^\d+$/.test(who)) return who;
  return idIn(await rows(place, `deals?account=${await accountOf(place, who)}`), 'id', `deal of ${who}`);
}

/** By its address. */
export async function personOf(place: ServerPlace, who: string): Promise<string> {
  if (/^\d+$/.test(who)) return who;
  return idIn(await rows(place, `people?email=${encodeURIComponent(who)}`), 'id', `person with the address ${who}`);
}

/** By its domain, or as the account of somebody with that address. */
export async function accountOf(place: ServerPlace, who: string): Promise<string> {
  if (/^\d+$/.test(who)) return who;
  if (who.includes('@')) return idIn(await rows(place, `people?email=${encodeURIComponent(who)}`), 'account_id', `account of ${who}`);
  return idIn(await rows(place, `accounts?domain=${encodeURIComponent(who)}`), 'id', `account with the domain ${who}`);
}

export async function rows(place: ServerPlace, path: string): Promise<readonly Row[]> {
  return (await ask<{ readonly data: readonly Row[] }>(place, 'GET', `/api/${path}`)).data;
}

export function idIn([row]: readonly Row[], column: string, what: string): string {
  const id = row?.[column];
  if (typeof id !== 'string') throw new Refused(`there is no ${what}`, 404);
  return id;
}
