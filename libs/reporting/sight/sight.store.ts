// Schema `sight` as this version wants it, made when it is missing or another's; and what a reader of limited sight is told of changes.

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { Pool } from 'pg';
import { migrationLock } from '#libs/database/migrate.service.js';
import { sight, type Sight } from '#libs/database/sighted-pool.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { sightStatements } from './sight-statements.js';

@Injectable()
export class SightStore implements OnModuleInit {
  constructor(private readonly pool: Pool) {}

  /** Its views name the columns of their tables, so these are a part of what it is. */
  async onModuleInit(): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [migrationLock]);
      const { rows } = await client.query<{ columns: string; now: string | null }>(
        `select coalesce(string_agg(format('%s.%s %s', table_name, column_name, data_type), ',' order by table_name, ordinal_position), '') as columns,
           obj_description(to_regnamespace('sight'), 'pg_namespace') as now
         from information_schema.columns where table_schema = 'public'`,
      );
      const [{ columns, now }] = rows as [{ columns: string; now: string | null }];
      const wanted = createHash('sha256')
        .update(`${sightStatements.join(';')}${columns}`)
        .digest('hex');
      if (now === wanted) return;
      await client.query('drop schema if exists sight cascade');
      for (const statement of sightStatements) await client.query(statement);
      await client.query(`comment on schema sight is '${wanted}'`);
    });
  }

  /** Whether a row is seen. @param id decimal digits */
  async sees({ reps }: Sight, table: 'deal' | 'proposal' | 'task', id: string): Promise<boolean> {
    const { rowCount } = await sight.run({ reps }, () => this.pool.query(`select 1 from ${table} where id = $1`, [id]));
    return (rowCount ?? 0) > 0;
  }

  /** Of these deals those that are seen, and those that were until their owner was changed: a page has to take these away. */
  async dealsToTell({ reps }: Sight, ids: readonly string[]): Promise<readonly string[]> {
    const { rows } = await sight.run({ reps }, () =>
      this.pool.query<{ id: string }>(
        `select id from unnest($1::int8[]) one (id) where sight.deal(id) or (select a.from_value #>> '{}' = any(sight.reps()) from public.audit a
           where a.subject_id = one.id and a.subject_kind = 'deal' and a.field = 'owner' order by a.id desc limit 1)`,
        [ids],
      ),
    );
    return rows.map(({ id }) => id);
  }
}
