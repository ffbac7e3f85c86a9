// Routing by load and by company name; what the tables of teams and deals need beside that.

import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Team0005 implements MigrationInterface {
  readonly name = 'Team1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
create index deal_open on deal (owner) where stage <> 'won' and stage <> 'lost';
create index account_owned_name on account (lower(name)) where owner is not null and merged_into is null;
create index turn_id on turn (id);
create index turn_account on turn (account_id);`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index turn_account, turn_id, account_owned_name, deal_open');
  }
}
