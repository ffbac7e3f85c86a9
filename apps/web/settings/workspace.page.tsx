// What the workspace is set to, with file and line. It is read here and edited in git.

import { Code, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { type Column, DataTable } from '../parts/data-table.page.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';
import { sayName } from '../words.js';

type Answer = paths['/api/workspace/settings']['get'];
type Setting = Answer['settings'][number];

const columns = (file: string): readonly Column<Setting>[] => [
  {
    name: 'Setting',
    show: ({ key, about }) => (
      <>
        <Code>{key}</Code>
        <Text size="xs" className="mr-quiet">
          {about}
        </Text>
      </>
    ),
  },
  {
    name: 'Value',
    show: ({ value }) => (value === null ? <span className="mr-quiet">left out</span> : <span className="mr-value">{value}</span>),
  },
  { name: 'Line', isWide: true, show: ({ line }) => (line === null ? '' : <span className="mr-quiet">{`config/${file}:${line}`}</span>) },
];

export function WorkspaceSettings() {
  const settings = useQuery({ queryKey: ['workspace-settings'], queryFn: () => get('/api/workspace/settings') });
  if (settings.isError && settings.data === undefined) return <Failed error={settings.error} again={() => void settings.refetch()} />;
  if (settings.data === undefined) return <Skeleton h={700} role="status" aria-label="Loading" />;
  const { version, hash, applied_at: at, applied_by: by, git_commit: commit, file, settings: all, things } = settings.data;
  return (
    <Stack gap="md">
      <Text size="sm" className="mr-quiet" component="div">
        Version {version} ({hash.slice(0, 8)}
        {commit === null ? '' : `, git ${commit.slice(0, 10)}`}), applied <Moment at={at} /> by {by}. To change it edit{' '}
        <Code>{`config/${file}`}</Code> in git, then <Code>npx millrace plan</Code> and <Code>npx millrace apply</Code>.
      </Text>
      <Panel title="Settings" about="What is left out has the default that its line names">
        <DataTable label="Settings of the workspace" rows={all} idOf={({ key }) => key} columns={columns(file)} />
      </Panel>
      <Panel title="What it has" about="Each with the file and the line it stands in">
        <ul className="mr-lines">
          {things
            .filter(({ names }) => names.length > 0)
            .map(({ kind, names }) => (
              <li key={kind}>
                <div className="mr-what">
                  <Text size="sm" fw={600}>
                    {sayName(kind)} ({names.length})
                  </Text>
                  <Text size="xs" className="mr-quiet mr-value">
                    {names.map((one) => `${one.name} (${one.file}:${one.line})`).join(', ')}
                  </Text>
                </div>
              </li>
            ))}
        </ul>
      </Panel>
    </Stack>
  );
}
