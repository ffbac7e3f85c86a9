// Tasks of reps: what workflows ask people to do.

import type { MigrationInterface, QueryRunner } from 'typeorm';

const sql = `
create table task (
  id bigint primary key,
  subject_kind text not null check (subject_kind in ('person', 'account', 'deal')),
  subject_id bigint not null,
  person_id bigint,
  account_id bigint,
  deal_id bigint,
  rep text,
  title text not null,
  note text,
  due_at timestamptz,
  state text not null default 'open' check (state in ('open', 'done', 'dismissed')),
  created_at timestamptz not null,
  workflow text not null,
  run_id bigint not null,
  step text not null,
  answered_at timestamptz,
  answered_by text
);
create index task_of_rep on task (rep, id) where state = 'open';
create index task_of_person on task (person_id);
create index task_of_account on task (account_id);
create index task_of_deal on task (deal_id);
`;

export class Tasks0004 implements MigrationInterface {
  readonly name = 'Tasks1764000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table task');
  }
}
