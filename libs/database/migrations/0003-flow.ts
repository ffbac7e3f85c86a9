// What a workflow is for: arms of experiments, goals met and guards hit.

import type { MigrationInterface, QueryRunner } from 'typeorm';

const sql = `
-- treated | holdout; null: no experiment
alter table run add column arm text;
-- Until when facts count for its goal or its experiment, also after it has ended; null: for nothing.
alter table run add column watch_until timestamptz;

-- The first fact of a kind that counted for a run.
create table run_outcome (
  subject_id bigint not null,
  run_id bigint not null,
  -- goal | experiment_goal | guard
  kind text not null,
  event text not null,
  at timestamptz not null,
  event_id bigint,
  primary key (subject_id, run_id, kind, event)
);

-- When a message that a cap counts was let through; null: it is not under way.
alter table delivery add column begun_at timestamptz;
-- What caps count: messages to one address that left, may have left, or are leaving.
create index delivery_mailed on delivery (recipient, ended_at) where action = 'email.send' and state in ('sending', 'done', 'unknown');
`;

export class Flow0003 implements MigrationInterface {
  readonly name = 'Flow1764000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('A released migration is not undone; restore a backup instead.');
  }
}
