// The command palette: pages at once, and what the server finds: people, accounts, deals of all pipelines, workflows, reports.

import { Highlight, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { sayName } from '../words.js';
import { Icon, type IconName } from './icons.js';
import { useNavigation } from './navigation.page.js';
import { useSeesAll } from './use-session.js';

type Found = paths['/api/search']['get']['data'][number];

const kinds: readonly {
  readonly kind: Found['kind'];
  readonly label: string;
  readonly icon: IconName;
  readonly path: (id: string) => string;
}[] = [
  { kind: 'deal', label: 'Deals', icon: 'deals', path: (id) => `/deals/${id}` },
  { kind: 'account', label: 'Accounts', icon: 'accounts', path: (id) => `/accounts/${id}` },
  { kind: 'person', label: 'People', icon: 'people', path: (id) => `/people/${id}` },
  { kind: 'workflow', label: 'Workflows', icon: 'workflows', path: (id) => `/workflows/${encodeURIComponent(id)}` },
];
const shortest = 2;
const mostReports = 8;

/** Dashboards by their titles, charts by their questions. */
function reportLines({ dashboards, charts }: paths['/api/reports']['get']) {
  return [
    ...dashboards.map(({ name, title }) => ({
      path: `/reports/${encodeURIComponent(name)}`,
      title: title ?? sayName(name),
      note: 'Dashboard',
    })),
    ...charts.map(({ name, question }) => ({ path: `/reports/charts/${encodeURIComponent(name)}`, title: question, note: 'Chart' })),
  ];
}

export function Palette() {
  // It comes when it is first asked for. Open only now, it knows where the focus was.
  useEffect(() => spotlight.open(), []);
  const { history } = useRouter();
  const lines = useNavigation();
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query.trim(), 120);
  const isAsking = asked.length >= shortest;
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: () => get('/api/search', { find: asked.slice(0, 200) }),
    enabled: isAsking,
    placeholderData: keepPreviousData,
  });
  const seesAll = useSeesAll();
  const wanted = query.trim().toLowerCase();
  const reports = useQuery({ queryKey: ['reports'], queryFn: () => get('/api/reports'), enabled: isAsking && seesAll, staleTime: 60_000 });
  const told = isAsking && reports.data !== undefined ? reportLines(reports.data) : [];
  const dashboards = told.filter(({ title }) => title.toLowerCase().includes(wanted)).slice(0, mostReports);
  const pages = lines.filter(({ label }) => label.toLowerCase().includes(wanted));
  const rows = isAsking && wanted.length >= shortest ? (found.data?.data ?? []) : [];
  const isNothing = pages.length + rows.length + dashboards.length === 0;
  return (
    <Spotlight.Root query={query} onQueryChange={setQuery} shortcut="mod+K" scrollable maxHeight={420}>
      <Spotlight.Search
        placeholder="Find a person, an account, a deal, a page"
        aria-label="Find a person, an account, a deal, a page"
        leftSection={<Icon name="find" />}
      />
      <Spotlight.ActionsList>
        {kinds.map(({ kind, label, icon, path }) => {
          const some = rows.filter((row) => row.kind === kind);
          return (
            some.length > 0 && (
              <Spotlight.ActionsGroup key={kind} label={label}>
                {some.map(({ id, title, note }) => (
                  <Spotlight.Action key={id} onClick={() => history.push(path(id))}>
                    <Line icon={icon} title={title} note={kind === 'deal' ? sayName(note ?? '') : note} wanted={wanted} />
                  </Spotlight.Action>
                ))}
              </Spotlight.ActionsGroup>
            )
          );
        })}
        {dashboards.length > 0 && (
          <Spotlight.ActionsGroup label="Reports">
            {dashboards.map(({ path, title, note }) => (
              <Spotlight.Action key={path} onClick={() => history.push(path)}>
                <Line icon="reports" title={title} note={note} wanted={wanted} />
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {pages.length > 0 && (
          <Spotlight.ActionsGroup label="Pages">
            {pages.map(({ to, label, icon }) => (
              <Spotlight.Action key={to} onClick={() => history.push(to)}>
                <Line icon={icon} title={label} note={null} wanted={wanted} />
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        )}
        {isNothing && (
          <Spotlight.Empty>
            {found.isError
              ? found.error.message
              : found.isFetching || wanted !== asked.toLowerCase()
                ? 'Looking …'
                : 'Nothing is called like that.'}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function Line({
  icon,
  title,
  note,
  wanted,
}: {
  readonly icon: IconName;
  readonly title: string;
  readonly note: string | null;
  readonly wanted: string;
}) {
  return (
    <span className="mr-found">
      <Icon name={icon} size={16} />
      <Highlight component="span" size="sm" className="mr-cut" highlight={wanted}>
        {title.slice(0, 200)}
      </Highlight>
      {note !== null && note !== title && (
        <Text span size="xs" className="mr-quiet mr-cut">
          {note}
        </Text>
      )}
    </span>
  );
}
