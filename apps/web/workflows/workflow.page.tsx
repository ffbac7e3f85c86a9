// One workflow: its picture with what became of its runs at every step, the file beside it, its versions and what differs, its runs.

import { Alert, Code, Select, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { Panel } from '../parts/panel.page.js';
import { Whole } from '../parts/whole.page.js';
import { RunsTable } from '../runs/runs-table.page.js';
import { PauseButton, PausedNotice } from './pause.page.js';
import { Source } from './source.page.js';
import { StepTable } from './step-table.page.js';
import { Versions } from './versions.page.js';

// The library that draws is larger than all the pages together: it comes when a picture is looked at.
const Graph = lazy(() => import('./graph.page.js'));

const periods = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['3650', 'All time'],
] as const;

export function WorkflowPage() {
  const { name } = useParams({ from: '/frame/workflows/$name' });
  const search = useSearch({ from: '/frame/workflows/$name' });
  const { version, step, days } = search;
  const navigate = useNavigate();
  const put = (change: typeof search) =>
    void navigate({ to: '/workflows/$name', params: { name }, search: { ...search, ...change }, replace: true, resetScroll: false });
  const one = useQuery({
    queryKey: ['workflow', name, version, days],
    queryFn: () =>
      get('/api/workflows/{name}', { ...(version === undefined ? {} : { version }), ...(days === undefined ? {} : { days }) }, { name }),
    refetchInterval: 15_000,
    placeholderData: (before) => (before?.name === name ? before : undefined),
  });
  if (one.isError && one.data === undefined) return <Failed error={one.error} again={() => void one.refetch()} />;
  if (one.data === undefined) return <Skeleton h={480} role="status" aria-label="Loading" />;
  const { about, of, file, paused, problem, when, steps, source, versions, current, now } = one.data;
  const chosen = steps.find(({ id }) => id === step);
  return (
    <Whole gap="md">
      <Heading
        title={name}
        back={<Link to="/workflows">← Workflows</Link>}
        about={
          <>
            {about ?? 'It says nothing about itself'}
            {of === null ? '' : ` · of a ${of}`}
            {current === null && ' · not in the workspace any more'}
          </>
        }
      >
        <PauseButton name={name} paused={paused} active={versions.reduce((sum, { active }) => sum + active, 0)} />
        <Select
          size="xs"
          w={110}
          aria-label="Runs that began within"
          data={periods.map(([value, label]) => ({ value, label }))}
          value={days ?? '90'}
          allowDeselect={false}
          onChange={(value) => value !== null && put({ days: value })}
        />
        <Select
          size="xs"
          w={180}
          aria-label="Version"
          data={versions.map(({ id }, at) => ({
            value: id,
            label: `Version ${versions.length - at}${id === current ? ' (current)' : ''}`,
          }))}
          value={one.data.version}
          allowDeselect={false}
          onChange={(value) => value !== null && put({ version: value, step: undefined })}
        />
      </Heading>
      <PausedNotice name={name} paused={paused} />
      {problem !== null && (
        <Alert color="orange" variant="light" title="This version has no picture">
          {problem}
        </Alert>
      )}
      <div className="mr-beside">
        {steps.length > 0 && (
          <Panel title="What becomes of its runs" about={`Begins when: ${when.join('; or ')}`}>
            <Suspense fallback={<Skeleton className="mr-graph" role="status" aria-label="Loading the picture" />}>
              <Graph workflow={one.data} chosen={step} onChoose={(id) => put({ step: id })} />
            </Suspense>
          </Panel>
        )}
        <Panel
          title="As it is written"
          about={
            <>
              Read only: edit <Code>config/{file ?? `workflows/${name}.yaml`}</Code> in git, then <Code>npx millrace plan</Code>
            </>
          }
        >
          {source === '' ? (
            <Text size="sm">This version’s file is not kept.</Text>
          ) : (
            <Source text={source} steps={steps} chosen={chosen} onChoose={(id) => put({ step: id })} />
          )}
        </Panel>
      </div>
      {steps.length > 0 && <StepTable steps={steps} chosen={step} onChoose={(id) => put({ step: id })} />}
      <Versions
        name={name}
        versions={versions}
        current={current}
        shown={one.data.version}
        with={search.with}
        onCompare={(id) => put({ with: id })}
        now={now}
      />
      <Panel title="Runs">
        <RunsTable workflow={name} state={search.state} onState={(state) => put({ state })} />
      </Panel>
    </Whole>
  );
}
