// Every workflow with what became of its runs, and how many began a day.

import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { type Column, DataTable } from '../parts/data-table.page.js';
import { Heading } from '../parts/heading.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Sparks } from '../parts/sparks.page.js';

type Workflow = paths['/api/workflows']['get']['data'][number];

const numbers: readonly Column<Workflow>[] = [
  { name: 'Enrolled', isNumber: true, show: ({ enrolled }) => enrolled.toLocaleString() },
  { name: 'Active', isNumber: true, show: ({ active }) => active.toLocaleString() },
  { name: 'Done', isNumber: true, isWide: true, show: ({ done }) => done.toLocaleString() },
  { name: 'Goal', isNumber: true, show: (workflow) => (workflow.has_goal ? workflow.goal.toLocaleString() : '–') },
  { name: 'Stopped', isNumber: true, isWide: true, show: ({ stopped }) => stopped.toLocaleString() },
  { name: 'Failed', isNumber: true, show: ({ failed }) => failed.toLocaleString() },
];

export function WorkflowsPage() {
  const all = useQuery({ queryKey: ['workflows'], queryFn: () => get('/api/workflows'), refetchInterval: 15_000 });
  if (all.isError && all.data === undefined) return <Failed error={all.error} again={() => void all.refetch()} />;
  return (
    <Stack gap="sm">
      <Heading
        title="Workflows"
        about={
          <>
            What the workspace does by itself;{' '}
            <Link to="/runs" search={{}}>
              every run
            </Link>
          </>
        }
      />
      {all.data === undefined ? (
        <Skeleton h={320} role="status" aria-label="Loading" />
      ) : all.data.data.length === 0 ? (
        <Nothing title="No workflow is declared" command="npm run new -- workflow NAME">
          A workflow is a file in config/workflows with its test beside it.
        </Nothing>
      ) : (
        <DataTable
          label="Workflows"
          rows={all.data.data}
          idOf={({ name }) => name}
          columns={[
            {
              name: 'Workflow',
              show: ({ name, file, about, of, paused }) => (
                <>
                  <Link to="/workflows/$name" params={{ name }} search={{}}>
                    {name}
                  </Link>
                  {paused !== null && (
                    <Text size="xs" className="mr-step-lost">
                      paused since <Moment at={paused.since} /> by {paused.by}
                    </Text>
                  )}
                  <Text size="xs" className="mr-quiet mr-wide">
                    {file === null ? 'not in the workspace any more' : (about ?? `of a ${of ?? ''}`)}
                  </Text>
                </>
              ),
            },
            ...numbers,
            {
              name: 'Began in 28 days',
              isWide: true,
              show: ({ name, begun }) => (
                <Sparks days={begun} length={28} now={all.data.now} zone={all.data.time_zone} label={`Runs of ${name}`} />
              ),
            },
          ]}
        />
      )}
    </Stack>
  );
}
