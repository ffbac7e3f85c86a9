// Who must not be written to. Only a keyed hash of the address is kept, so that an erased address stays suppressed and the
// table alone tells nobody who is on it.

import { createHmac } from 'node:crypto';
import type { ClientBase } from 'pg';
import { byteas } from '#libs/database/columns.js';

/** SQL can run on a pool or inside a transaction. */
type Queries = Pick<ClientBase, 'query'>;

export interface Suppression {
  readonly email: string;
  /** `unsubscribed`, `bounced`, `complained`, `erased`, or what a person wrote. */
  readonly reason: string;
  /** Epoch ms. */
  readonly at: number;
  /** Who said so: `email:local`, `api:NAME`. */
  readonly source: string;
}

/** @throws Error when the secret is empty: its hashes would be guessable */
export function hashAddress(secret: string, email: string): Buffer {
  if (secret === '') throw new Error('The instance secret is empty; suppression hashes need one.');
  return createHmac('sha256', secret).update(`suppression:${email.trim().toLowerCase()}`).digest();
}

/** Hashes of addresses that come again and again: a keyed hash costs as much as a row. Emptied when full. */
const hashes = new Map<string, string>();
const mostHashes = 50_000;

function hexHash(secret: string, email: string): string {
  const name = `${secret} ${email}`;
  let hash = hashes.get(name);
  if (hash === undefined) {
    hash = hashAddress(secret, email).toString('hex');
    if (hashes.size >= mostHashes) hashes.clear();
    hashes.set(name, hash);
  }
  return hash;
}

/** The first reason stays; saying it again changes nothing. */
export async function suppress(client: Queries, secret: string, { email, reason, at, source }: Suppression): Promise<void> {
  await client.query(
    `insert into suppression (hash, reason, at, source) values ($1, $2, to_timestamp($3::float8 / 1000), $4) on conflict (hash) do nothing`,
    [hashAddress(secret, email), reason, at, source],
  );
}

/** @returns whether it was suppressed */
export async function unsuppress(client: Queries, secret: string, email: string): Promise<boolean> {
  const { rowCount } = await client.query('delete from suppression where hash = $1', [hashAddress(secret, email)]);
  return rowCount === 1;
}

/** Of these addresses the suppressed ones, with the reason. */
export async function loadSuppressed(client: Queries, secret: string, emails: readonly string[]): Promise<Map<string, string>> {
  const byHash = new Map<string, string>();
  for (const email of new Set(emails)) byHash.set(hexHash(secret, email), email);
  const suppressed = new Map<string, string>();
  if (byHash.size === 0) return suppressed;
  const { rows } = await client.query<{ hash: Buffer; reason: string }>({
    name: 'load_suppressed',
    text: 'select hash, reason from suppression where hash = any($1::bytea[])',
    values: [byteas([...byHash.keys()].map((hash) => Buffer.from(hash, 'hex')))],
  });
  for (const { hash, reason } of rows) {
    const email = byHash.get(hash.toString('hex'));
    if (email !== undefined) suppressed.set(email, reason);
  }
  return suppressed;
}
