// What is known of backups. Nothing is promised: whether a copy can be read again only a restore shows.

import { Code, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Facts } from '../parts/facts.page.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';

export function Backup() {
  const backup = useQuery({ queryKey: ['backup'], queryFn: () => get('/api/backup'), refetchInterval: 60_000 });
  if (backup.isError && backup.data === undefined) return <Failed error={backup.error} again={() => void backup.refetch()} />;
  if (backup.data === undefined) return <Skeleton h={140} role="status" aria-label="Loading" />;
  const { database, told, archiving } = backup.data;
  const facts: (readonly [string, ReactNode])[] = [
    [
      'Last backup',
      told === null ? (
        <>
          none was reported: let the script that makes it end with <Code>POST /api/backup</Code> (docs/hosting.md)
        </>
      ) : (
        <>
          <Moment at={told.at} />: {told.what}, reported by {told.by}
        </>
      ),
    ],
    [
      'Archiving',
      archiving.mode === 'off' ? (
        'off'
      ) : (
        <>
          on, last <When at={archiving.last_at} />, last failure <When at={archiving.failed_at} />
        </>
      ),
    ],
    ['Standbys', archiving.standbys === 0 ? 'none' : `${archiving.standbys} follow every change`],
    [
      'Database',
      database === 'own'
        ? 'the server’s own, in DATA_DIR: stop the server and copy that folder, or use the company’s Postgres'
        : 'the company’s',
    ],
  ];
  return (
    <Panel title="Backup" about="What this server can know of it; whether a copy can be read again only a restore shows">
      <Facts of={facts} />
    </Panel>
  );
}

function When({ at }: { readonly at: string | null }) {
  return at === null ? <>never</> : <Moment at={at} />;
}
