// Schema `reporting`: documented, versioned views that dashboards and other tools read, and what they need that no table had.

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dealViews } from './0016-reporting/deal-views.js';
import { leadViews } from './0016-reporting/lead-views.js';
import { mailViews } from './0016-reporting/mail-views.js';
import { serviceViews } from './0016-reporting/service-views.js';
import { fromAudit, tables } from './0016-reporting/tables.js';
import { createView } from './0016-reporting/view.js';
import { workspaceViews } from './0016-reporting/workspace-views.js';

export class Reporting0016 implements MigrationInterface {
  readonly name = 'Reporting1764000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query(fromAudit);
    await runner.query('create schema reporting');
    for (const view of [...workspaceViews, ...dealViews, ...leadViews, ...mailViews, ...serviceViews]) await runner.query(createView(view));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop schema reporting cascade; drop table deal_change, touch, assignment; drop index event_reported; alter table workspace_version drop column told',
    );
  }
}
