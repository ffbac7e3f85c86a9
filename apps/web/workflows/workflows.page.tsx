// Every workflow with what became of its runs, and how many began a day.

import { Skeleton, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Sparks } from '../parts/sparks.page.js';

type Workflow = paths['/api/workflows']['get']['data'][number];

const numbers: readonly (readonly [string, keyof Workflow, boolean])[] = [
  ['Enrolled', 'enrolled', false],
  ['Active', 'active', false],
  ['Done', 'done', true],
  ['Goal', 'goal', false],
  ['Stopped', 'stopped', true],
  ['Failed', 'failed', false],
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
        <div className="mr-scroll" tabIndex={0} role="group" aria-label="Workflows">
          <Table verticalSpacing="sm" highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Workflow</Table.Th>
                {numbers.map(([label, , isWide]) => (
                  <Table.Th key={label} className={`mr-right ${isWide ? 'mr-wide' : ''}`}>
                    {label}
                  </Table.Th>
                ))}
                <Table.Th className="mr-wide">Began in 28 days</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {all.data.data.map((workflow) => (
                <Table.Tr key={workflow.name}>
                  <Table.Td>
                    <Link to="/workflows/$name" params={{ name: workflow.name }} search={{}}>
                      {workflow.name}
                    </Link>
                    <Text size="xs" className="mr-quiet mr-wide">
                      {workflow.file === null ? 'not in the workspace any more' : (workflow.about ?? `of a ${workflow.of ?? ''}`)}
                    </Text>
                  </Table.Td>
                  {numbers.map(([label, name, isWide]) => (
                    <Table.Td key={label} className={`mr-right mr-number ${isWide ? 'mr-wide' : ''}`}>
                      {name === 'goal' && !workflow.has_goal ? '–' : Number(workflow[name]).toLocaleString()}
                    </Table.Td>
                  ))}
                  <Table.Td className="mr-wide">
                    <Sparks
                      days={workflow.begun}
                      length={28}
                      now={all.data.now}
                      zone={all.data.time_zone}
                      label={`Runs of ${workflow.name}`}
                    />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Stack>
  );
}
