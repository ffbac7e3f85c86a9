// The pass over all subjects after a version was applied: how far it is.

import type { MigrationInterface, QueryRunner } from 'typeorm';

const sql = `
create table workspace_pass (
  version_id bigint primary key references workspace_version,
  renews boolean not null,
  enrols jsonb not null,
  applied_at timestamptz not null,
  kind text not null check (kind in ('person', 'account', 'deal')),
  after bigint not null,
  upto bigint not null,
  subjects bigint not null default 0,
  enrolled bigint not null default 0,
  ended_at timestamptz
);
create index workspace_pass_open on workspace_pass (version_id) where ended_at is null;
`;

export class WorkspacePass0014 implements MigrationInterface {
  readonly name = 'WorkspacePass1764000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table workspace_pass');
  }
}
