// What a user looks at again and again: a page with its filters, under a name.

import type { MigrationInterface, QueryRunner } from 'typeorm';

const sql = `
create table saved_view (
  id bigint primary key default nextval('row_id'),
  user_id bigint not null references app_user (id),
  -- The page's path, as /deals.
  page text not null,
  name text not null,
  -- What stands behind the ? of its address.
  search jsonb not null,
  created_at timestamptz not null default now(),
  unique (user_id, page, name)
);
`;

export class SavedViews0012 implements MigrationInterface {
  readonly name = 'SavedViews1764000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table saved_view');
  }
}
