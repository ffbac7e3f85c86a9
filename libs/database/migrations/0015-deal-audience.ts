// Which audiences a deal is in (`of: deal`), and when time alone may change that next.

import type { MigrationInterface, QueryRunner } from 'typeorm';

const sql = `
create table deal_audience (
  -- A deal without a row was there before the first audience was.
  deal_id bigint primary key references deal (id) on delete cascade,
  -- Audience → whether it is in it.
  is_in jsonb not null,
  -- As in trait_due.
  due_at timestamptz
);
`;

export class DealAudience0015 implements MigrationInterface {
  readonly name = 'DealAudience1764000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table deal_audience');
  }
}
