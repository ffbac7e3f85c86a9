// Mails are counted from an index alone: the name of an email stands beside the payload, too, which is too large to be read for it.

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { mailViews } from './0016-reporting/mail-views.js';

/** As 0016 made it, but for where the name is read. */
const view = mailViews.find(({ name }) => name === 'emails_v1')!.sql;
const replace = (sql: string) => `create or replace view reporting.emails_v1 as ${sql}`;

const index = `
alter table delivery add column template text generated always as (payload ->> 'template') stored;
create index delivery_mail on delivery (ended_at) include (id, template, workflow, person_id, state, run_id, created_at)
  where action = 'email.send' and ended_at is not null;
`;

export class MailIndex0018 implements MigrationInterface {
  readonly name = 'MailIndex1764000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(index);
    await runner.query(replace(view.replaceAll(`d.payload ->> 'template'`, 'd.template')));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(replace(view));
    await runner.query('drop index delivery_mail; alter table delivery drop column template');
  }
}
