// Runs of one workflow or of all, by state.

import { Select, Stack } from '@mantine/core';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import type { Column } from '../parts/data-table.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { StateBadge } from '../parts/state-badge.page.js';
import { sayName } from '../words.js';

type Run = paths['/api/runs']['get']['data'][number];

export const runStates = ['ready', 'sleeping', 'listening', 'done', 'stopped', 'failed'] as const;

export function RunsTable({
  workflow,
  state,
  onState,
}: {
  readonly workflow: string | undefined;
  readonly state: string | undefined;
  readonly onState: (state: string | undefined) => void;
}) {
  const query = { ...(workflow === undefined ? {} : { workflow }), ...(state === undefined ? {} : { state }) };
  const pages = usePages(['runs', query], (cursor) => get('/api/runs', { ...cursor, ...query, limit: '25' }));
  const columns: readonly Column<Run>[] = [
    {
      name: 'Run',
      show: (row) => (
        <LinkTo to="run" id={row.id}>
          {workflow === undefined ? row.workflow : row.id}
        </LinkTo>
      ),
    },
    { name: 'State', show: (row) => <StateBadge state={row.state} /> },
    { name: 'Of', show: (row) => <Subject run={row} /> },
    { name: 'Step or end', isWide: true, show: (row) => row.end_reason ?? row.step ?? '–' },
    {
      name: 'Next wake',
      isWide: true,
      show: (row) => (row.paused_since == null ? <Moment at={row.due_at} /> : 'when its workflow goes on'),
    },
    { name: 'Began', show: (row) => <Moment at={row.started_at} /> },
  ];
  return (
    <Stack gap="xs">
      <Select
        size="xs"
        w={160}
        aria-label="State"
        placeholder="Every state"
        clearable
        data={runStates.map((value) => ({ value, label: sayName(value) }))}
        value={state ?? null}
        onChange={(value) => onState(value ?? undefined)}
      />
      <Rows
        label="Runs"
        columns={columns}
        pages={pages}
        idOf={(row) => row.id ?? ''}
        empty={
          state === undefined ? (
            <Nothing title="Nobody was enrolled yet" command="npx millrace why workflow NAME EMAIL">
              A run begins when something that starts the workflow happens. Why somebody is not in it, the command line tells.
            </Nothing>
          ) : (
            <Nothing title={`No run is ${state}`} />
          )
        }
      />
    </Stack>
  );
}

export function Subject({ run }: { readonly run: Pick<Run, 'subject_kind' | 'subject_id' | 'subject'> }) {
  const { subject_kind: kind, subject_id: id, subject } = run;
  if (kind !== 'person' && kind !== 'account' && kind !== 'deal') return <>–</>;
  return (
    <LinkTo to={kind} id={id}>
      {subject ?? `${kind} ${id ?? ''}`}
    </LinkTo>
  );
}
