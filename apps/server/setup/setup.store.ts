// How the database does.

import type { Pool } from 'pg';

export interface DatabaseState {
  /** `18.4`. */
  readonly postgres: string;
  readonly bytes: number;
  readonly read_only: boolean;
}

export async function readDatabase(pool: Pool): Promise<DatabaseState> {
  const { rows } = await pool.query<DatabaseState>(`
    select split_part(current_setting('server_version'), ' ', 1) as postgres, pg_database_size(current_database())::float8 as bytes,
           pg_is_in_recovery() as read_only`);
  return rows[0]!;
}
