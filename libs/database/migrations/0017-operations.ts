// What people do about what stands still: events that were blocked go back to the inbox, a workflow is paused, a breaker is seen.

import type { MigrationInterface, QueryRunner } from 'typeorm';

const sql = `
-- Null: it has just come. check | pass: a person looked at the event that the tracking plan had blocked; pass: whatever the plan says.
alter table inbox add column review text;
alter table dead_letter add column review text;
create index event_blocked on event (id) where verdict = 'blocked';

-- Nobody comes into these workflows, and their runs stand still. Gone when it goes on.
create table workflow_pause (
  workflow text primary key,
  since timestamptz not null,
  paused_by text not null,
  reason text not null
);

-- Actions whose other side is away. Gone when it answers again.
create table breaker (
  action text primary key,
  failures integer not null,
  since timestamptz not null,
  -- Not tried before; a person may bring it forward.
  open_until timestamptz not null,
  error text not null
);
`;

export class Operations0017 implements MigrationInterface {
  readonly name = 'Operations1764000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table breaker; drop table workflow_pause; drop index event_blocked;
      alter table dead_letter drop column review; alter table inbox drop column review`);
  }
}
