// The versions of a workflow, and what differs between the one that is shown and another.

import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { diffLines } from 'diff';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { lost } from '../frame/lost.js';
import { Failed } from '../frame/states.page.js';
import { DataTable } from '../parts/data-table.page.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';

type Version = paths['/api/workflows/{name}']['get']['versions'][number];

interface Given {
  readonly name: string;
  readonly versions: readonly Version[];
  readonly current: string | null;
  readonly shown: string;
  readonly with: string | undefined;
  readonly onCompare: (id: string | undefined) => void;
  readonly now: number;
}

export function Versions({ name, versions, current, shown, with: other, onCompare, now }: Given) {
  const numberOf = (id: string) => versions.length - versions.findIndex((one) => one.id === id);
  return (
    <Panel title="Versions" about="A version never changes; a run keeps the one it began with">
      <DataTable
        label="Versions"
        rows={versions}
        idOf={({ id }) => id}
        columns={[
          { name: 'Version', show: ({ id }) => `${numberOf(id)}${id === current ? ' (current)' : ''}` },
          { name: 'Applied', show: (version) => <Moment at={version.created_at} now={now} /> },
          { name: 'By', isWide: true, show: (version) => version.applied_by },
          { name: 'Commit', isWide: true, show: (version) => version.git_commit?.slice(0, 8) ?? '–' },
          { name: 'Runs', isNumber: true, show: ({ runs }) => runs.toLocaleString() },
          { name: 'Under way', isNumber: true, show: ({ active }) => active.toLocaleString() },
          {
            name: 'Differences',
            show: ({ id }) =>
              id !== shown && (
                <Button
                  size="compact-xs"
                  variant={id === other ? 'filled' : 'default'}
                  aria-pressed={id === other}
                  onClick={() => onCompare(id === other ? undefined : id)}
                >
                  Against {numberOf(shown)}
                </Button>
              ),
          },
        ]}
      />
      {other !== undefined && other !== shown && <Differences name={name} shown={shown} other={other} numberOf={numberOf} />}
    </Panel>
  );
}

function Differences({
  name,
  shown,
  other,
  numberOf,
}: {
  readonly name: string;
  readonly shown: string;
  readonly other: string;
  readonly numberOf: (id: string) => number;
}) {
  const [older, newer] = numberOf(shown) < numberOf(other) ? [shown, other] : [other, shown];
  const read = (version: string) => ({
    queryKey: ['workflow', name, version, 'source'],
    queryFn: () => get('/api/workflows/{name}', { version, days: '1' }, { name }),
    staleTime: 60_000,
  });
  const before = useQuery(read(older));
  const after = useQuery(read(newer));
  const failed = lost(before, after);
  if (failed !== null) return <Failed error={failed} again={() => void Promise.all([before.refetch(), after.refetch()])} />;
  if (before.data === undefined || after.data === undefined) return <Skeleton h={160} mt="sm" role="status" aria-label="Loading" />;
  const parts = diffLines(before.data.source, after.data.source);
  return (
    <Stack gap={4} mt="md">
      <Text size="sm" fw={600}>
        From version {numberOf(older)} to {numberOf(newer)}
      </Text>
      {parts.every(({ added, removed }) => !added && !removed) ? (
        <Text size="sm">The file is the same; what it refers to has changed.</Text>
      ) : (
        <div className="mr-source" tabIndex={0} role="group" aria-label="Differences">
          <pre>
            {parts.flatMap(({ value, added, removed }, at) =>
              value
                .replace(/\n$/, '')
                .split('\n')
                .map((line, index) => (
                  <span key={`${at}-${index}`} className="mr-line" data-change={added ? 'added' : removed ? 'removed' : undefined}>
                    {added ? '+ ' : removed ? '- ' : '  '}
                    {line}
                    {'\n'}
                  </span>
                )),
            )}
          </pre>
        </div>
      )}
    </Stack>
  );
}
