// Times that come again (`when: [{ every: "mon 09:00" }]`): when each is next, and how far one that has come has got.

import type { MigrationInterface, QueryRunner } from 'typeorm';

const sql = `
create table every_due (
  workflow text not null,
  -- The trigger in one way of writing: mon-fri 09:00 owner.
  name text not null,
  -- Everybody's times until then are done.
  since timestamptz not null,
  -- When it comes next by anybody's clock.
  next_at timestamptz not null,
  -- It is under way: it is about the times after since and not after this.
  until timestamptz,
  -- Subjects up to this id are done.
  after_id bigint not null default 0,
  primary key (workflow, name)
);
`;

export class Every0009 implements MigrationInterface {
  readonly name = 'Every1764000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table every_due');
  }
}
