// When time alone may change a subject's traits next. A table of its own, because with an index on a column of person or account
// every change of that column would write all their indexes anew (no HOT).

import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Time0002 implements MigrationInterface {
  readonly name = 'Time1764000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create table trait_due (
  subject_id bigint primary key,
  kind text not null,
  due_at timestamptz not null
) with (fillfactor = 80);
create index trait_due_at on trait_due (due_at);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table trait_due');
  }
}
