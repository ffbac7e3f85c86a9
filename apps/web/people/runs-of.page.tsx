// The runs a person or an account is in or was in.

import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import type { Column } from '../parts/data-table.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { StateBadge } from '../parts/state-badge.page.js';

type Run = paths['/api/runs']['get']['data'][number];

export function RunsOf({ by, now }: { readonly by: Readonly<Record<string, string>>; readonly now: number }) {
  const pages = usePages(['runs of', by], (cursor) => get('/api/runs', { ...cursor, ...by, limit: '10' }));
  const columns: readonly Column<Run>[] = [
    {
      name: 'Workflow',
      show: (row) => (
        <LinkTo to="run" id={row.id}>
          {row.workflow}
        </LinkTo>
      ),
    },
    { name: 'State', show: (row) => <StateBadge state={row.state} /> },
    { name: 'Step', isWide: true, show: (row) => row.end_reason ?? row.step ?? '–' },
    { name: 'Began', show: (row) => <Moment at={row.started_at} now={now} /> },
  ];
  return (
    <Panel title="Runs">
      <Rows label="Runs" columns={columns} pages={pages} idOf={(row) => row.id ?? ''} empty={<Nothing title="In no workflow so far" />} />
    </Panel>
  );
}
