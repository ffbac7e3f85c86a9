// One run: how it stands and when it wakes, every decision with what it saw, what it sent, and what can be done about it.

import { Badge, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Facts } from '../parts/facts.page.js';
import { Panel } from '../parts/panel.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { StateBadge } from '../parts/state-badge.page.js';
import { Whole } from '../parts/whole.page.js';
import { Decision, type JournalLine } from './decision.page.js';
import { RunActions } from './run-actions.page.js';
import { Subject } from './runs-table.page.js';

interface Trigger {
  readonly name?: string;
  readonly source?: string;
}

const running = 5000;

export function RunPage() {
  const { id } = useParams({ from: '/frame/runs/$id' });
  const run = useQuery({
    queryKey: ['run', id],
    queryFn: () => get('/api/runs/{id}', {}, { id }),
    refetchInterval: ({ state }) => (state.data?.ended_at == null ? running : false),
  });
  const deliveries = usePages(['deliveries of', id], (cursor) => get('/api/deliveries', { ...cursor, run: id, limit: '25' }));
  if (run.isError && run.data === undefined) return <Failed error={run.error} again={() => void run.refetch()} />;
  if (run.data === undefined) return <Skeleton h={480} role="status" aria-label="Loading" />;
  const { workflow, version_id: version, state, step, due_at: due, started_at: began, ended_at: ended, end_reason: reason, key } = run.data;
  const listens = (run.data.listens ?? []) as readonly { readonly event?: string }[];
  const { steps } = run.data as unknown as { readonly steps: readonly JournalLine[] };
  const trigger = (run.data.trigger ?? {}) as Trigger;
  const events = [...new Set(listens.flatMap(({ event }) => event ?? []))];
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Of', <Subject key="of" run={run.data} />],
    [
      'Began',
      <span key="began">
        <Moment at={began} /> because of {trigger.name ?? 'somebody'}
        {trigger.source === undefined ? '' : ` from ${trigger.source}`}
      </span>,
    ],
    ...(ended === null
      ? []
      : [
          [
            'Ended',
            <span key="ended">
              <Moment at={ended} />, {reason}
            </span>,
          ] as const,
        ]),
    ...(ended === null
      ? [
          ['Stands at', step ?? '–'] as const,
          ['Next wake', due == null ? 'never by time' : <Moment key="due" at={due} />] as const,
          ...(events.length === 0 ? [] : [['Listens for', events.join(', ')] as const]),
        ]
      : []),
    ...(key === null || key === '' ? [] : [['Key', key] as const]),
  ];
  return (
    <Whole maw={1180} mx="auto" gap="md">
      <Heading
        title={`Run ${id}`}
        back={
          <Link to="/workflows/$name" params={{ name: workflow ?? '' }} search={{ version: version ?? undefined, step: step ?? undefined }}>
            ← {workflow}
          </Link>
        }
        about={
          <>
            <StateBadge state={state} /> {ended === null ? `at ${step ?? ''}` : reason}
          </>
        }
      >
        <RunActions run={run.data} />
      </Heading>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" className="mr-top">
        <Panel title="How it stands">
          <Facts of={facts} />
        </Panel>
        <Panel title="What it sent">
          <Rows
            label="Deliveries"
            pages={deliveries}
            idOf={(row) => row.id ?? ''}
            columns={[
              { name: 'Act', show: (row) => row.action },
              { name: 'To', show: (row) => <span className="mr-break">{row.recipient}</span> },
              {
                name: 'State',
                show: (row) => (
                  <>
                    <StateBadge state={row.state} />
                    {row.error != null && (
                      <Text size="xs" className="mr-quiet">
                        {row.error}
                      </Text>
                    )}
                  </>
                ),
              },
              { name: 'Asked for', isWide: true, show: (row) => <Moment at={row.created_at} /> },
            ]}
            empty={<Nothing title="It has sent nothing" />}
          />
        </Panel>
      </SimpleGrid>
      <Panel title="Step by step" about="Every decision in its order: what woke it, each condition with the value it saw, where it went">
        {steps.length === 0 ? (
          <Nothing title="It has decided nothing yet">A run takes its first step within a second.</Nothing>
        ) : (
          <ol className="mr-timeline mr-journal">
            {steps.map((line) => (
              <Decision key={line.seq} line={line} />
            ))}
          </ol>
        )}
        {ended === null && (
          <Text size="sm" className="mr-quiet" mt="xs" component="div">
            <Badge size="xs" variant="default">
              next
            </Badge>{' '}
            {step}{' '}
            {due == null ? (
              ''
            ) : (
              <>
                · <Moment at={due} />
              </>
            )}
          </Text>
        )}
      </Panel>
    </Whole>
  );
}
