// How the installation does: the books that have to agree, lag, versions, what is connected.

import { Alert, Badge, SimpleGrid, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Moment } from '../parts/moment.page.js';
import { Facts } from '../parts/facts.page.js';
import { Panel } from '../parts/panel.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Whole } from '../parts/whole.page.js';
import { Backup } from './backup.page.js';

const every = 5000;

export function System() {
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => get('/api/setup'), refetchInterval: 60_000 });
  const tally = useQuery({ queryKey: ['tally'], queryFn: () => get('/api/tally'), refetchInterval: every });
  const versions = usePages(['versions'], (cursor) => get('/api/versions', { ...cursor, limit: '10' }));
  const rejections = usePages(['rejections'], (cursor) => get('/api/rejections', { ...cursor, limit: '10' }));
  const failed = setup.error ?? tally.error;
  if (failed !== null && (setup.data === undefined || tally.data === undefined))
    return <Failed error={failed} again={() => void Promise.all([setup.refetch(), tally.refetch()])} />;
  if (setup.data === undefined || tally.data === undefined) return <Skeleton h={400} role="status" aria-label="Loading" />;
  const books = tally.data;
  const { version, node, demo_clock: hasDemoClock, database, workspace, secrets, mail, slack, public_url: address } = setup.data;
  const agree = books.accepted === books.done + books.waiting + books.setAside;
  const facts: readonly (readonly [string, string])[] = [
    ['Millrace', version],
    ['Node', node],
    ['Postgres', `${database.postgres}${database.read_only ? ' (read only!)' : ''}`],
    ['Database', `${(database.bytes / 1_048_576).toLocaleString(undefined, { maximumFractionDigits: 0 })} MiB`],
    [
      'Workspace',
      workspace === null ? 'none applied' : `version ${workspace.version} (${workspace.hash.slice(0, 8)}), by ${workspace.applied_by}`,
    ],
    ['Address', address ?? 'not set: PUBLIC_URL'],
    ['Mail', mail === 'smtp' ? 'sent by SMTP' : 'kept in the local mailbox: SMTP_URL is not set'],
    ['Slack', slack ? 'connected' : 'not connected: SLACK_BOT_TOKEN is not set'],
    ...(hasDemoClock ? [['Clock', 'can be advanced (DEMO_CLOCK)'] as const] : []),
  ];
  return (
    <Whole gap="md">
      {!agree && (
        <Alert color="red" variant="light" role="alert" title="The books do not agree">
          Accepted is not done + waiting + set aside. The numbers are read one after the other; if it stays so, npx millrace doctor says
          more.
        </Alert>
      )}
      <Panel title="The books" about="Accepted = done + waiting + set aside, always">
        <div className="mr-books mr-number">
          {(
            [
              ['Accepted', books.accepted],
              ['Done', books.done],
              ['Waiting', books.waiting],
              ['Set aside', books.setAside],
              ['Repeated', books.duplicates],
              ['Refused', books.rejected],
            ] as const
          ).map(([name, count]) => (
            <div key={name}>
              <Text size="xl" fw={700}>
                {count.toLocaleString()}
              </Text>
              <Text size="xs" className="mr-quiet">
                {name}
              </Text>
            </div>
          ))}
          <div>
            <Text size="xl" fw={700}>
              {books.lagSeconds.toLocaleString(undefined, { maximumFractionDigits: 1 })} s
            </Text>
            <Text size="xs" className="mr-quiet">
              Lag: age of the oldest that waits
            </Text>
          </div>
        </div>
      </Panel>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" className="mr-top">
        <Panel title="This server">
          <Facts of={facts} />
        </Panel>
        <Panel title="Who may send" about="Live secrets of each source; they are set where the server is started">
          <ul className="mr-plain">
            {Object.entries(secrets).map(([source, count]) => (
              <li key={source}>
                {source}{' '}
                <Badge size="sm" variant="default">
                  {count === 0 ? 'no secret: everything is refused' : `${count} live`}
                </Badge>
              </li>
            ))}
          </ul>
        </Panel>
      </SimpleGrid>
      <Backup />
      <Panel title="Versions of the workspace">
        <Rows
          label="Versions of the workspace"
          pages={versions}
          idOf={(row) => row.id ?? ''}
          columns={[
            { name: 'Version', show: (row) => row.id },
            { name: 'Applied', show: (row) => <Moment at={row.applied_at} /> },
            { name: 'By', show: (row) => row.applied_by },
            { name: 'Commit', isWide: true, show: (row) => row.git_commit?.slice(0, 8) ?? '–' },
          ]}
          empty={
            <Nothing title="Nothing was applied yet" command="npx millrace apply">
              A workspace is a folder in git.
            </Nothing>
          }
        />
      </Panel>
      <Panel title="Refused at the door" about="Counted by minute; no content is kept">
        <Rows
          label="Refused at the door"
          pages={rejections}
          idOf={(row) => `${row.minute ?? ''} ${row.source ?? ''} ${row.reason ?? ''}`}
          columns={[
            { name: 'Last', show: (row) => <Moment at={row.last_at} /> },
            { name: 'Source', show: (row) => row.source },
            { name: 'Why', show: (row) => row.reason },
            { name: 'Times', isNumber: true, show: (row) => (row.count ?? 0).toLocaleString() },
          ]}
          empty={<Nothing title="Nothing was refused" />}
        />
      </Panel>
    </Whole>
  );
}
