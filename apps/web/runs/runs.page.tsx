// Every run, the newest first.

import { Stack } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Heading } from '../parts/heading.page.js';
import { RunsTable } from './runs-table.page.js';

export function RunsPage() {
  const { workflow, state } = useSearch({ from: '/frame/runs' });
  const navigate = useNavigate();
  return (
    <Stack gap="sm">
      <Heading title={workflow === undefined ? 'Runs' : `Runs of ${workflow}`} back={<Link to="/workflows">← Workflows</Link>} />
      <RunsTable
        workflow={workflow}
        state={state}
        onState={(value) => void navigate({ to: '/runs', search: { workflow, state: value }, replace: true })}
      />
    </Stack>
  );
}
