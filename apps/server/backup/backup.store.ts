// What this server can know of backups: what Postgres says of archiving and standbys, and what a backup's own script has told us.
// Whether a copy can be read again only a restore shows.

import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';

export interface ToldBackup {
  readonly at: string;
  readonly what: string;
  readonly by: string;
}

export interface Archiving {
  /** off, on or always. */
  readonly mode: string;
  readonly last_at: Date | null;
  readonly failed_at: Date | null;
  readonly standbys: number;
}

@Injectable()
export class BackupStore {
  constructor(private readonly pool: Pool) {}

  async archiving(): Promise<Archiving> {
    const { rows } = await this.pool.query<Archiving>(
      `select current_setting('archive_mode') as mode, last_archived_time as last_at, last_failed_time as failed_at,
         (select count(*)::int from pg_stat_replication where coalesce(state, 'streaming') = 'streaming') as standbys from pg_stat_archiver`,
    );
    return rows[0]!;
  }

  async told(): Promise<ToldBackup | null> {
    const { rows } = await this.pool.query<{ value: string }>(`select value from instance where name = 'last_backup'`);
    return rows[0] === undefined ? null : (JSON.parse(rows[0].value) as ToldBackup);
  }

  async tell(backup: ToldBackup): Promise<void> {
    await this.pool.query(
      `insert into instance (name, value) values ('last_backup', $1) on conflict (name) do update set value = excluded.value`,
      [JSON.stringify(backup)],
    );
  }
}
