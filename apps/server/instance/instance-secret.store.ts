// What this installation made for itself at first start: the secret under which addresses are suppressed and links are signed.

import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';

/** The same for every process on one database, whoever asks first. */
export async function instanceSecret(pool: Pool): Promise<string> {
  await pool.query(`insert into instance (name, value) values ('secret', $1) on conflict (name) do nothing`, [
    randomBytes(32).toString('base64url'),
  ]);
  const { rows } = await pool.query<{ value: string }>(`select value from instance where name = 'secret'`);
  return rows[0]!.value;
}
