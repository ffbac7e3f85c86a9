// Schema `reporting`: documented, versioned views that dashboards and other tools read, and what they need that no table had.

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { serviceViews } from './0016-reporting/service-views.js';
import { createView } from './0016-reporting/view.js';
import { workspaceViews } from './0016-reporting/workspace-views.js';

const tables = `
-- What views have to know of the files: zone, stages, reps. Null until that version is applied by a server that tells it.
alter table workspace_version add column told jsonb;
`;

export class Reporting0016 implements MigrationInterface {
  readonly name = 'Reporting1764000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await runner.query('create schema reporting');
    for (const view of [...workspaceViews, ...serviceViews]) await runner.query(createView(view));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema reporting cascade; alter table workspace_version drop column told');
  }
}
