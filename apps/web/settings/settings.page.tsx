// Settings of the installation: how it does, what was changed by whom, who may sign in, keys, and my own sessions.

import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { get } from '../api.client.js';
import { Heading } from '../parts/heading.page.js';
import { Audit } from './audit.page.js';
import { Keys } from './keys.page.js';
import { Sessions } from './sessions.page.js';
import { System } from './system.page.js';
import { Users } from './users.page.js';

interface Part {
  readonly tab: string;
  readonly title: string;
  readonly isForAdmin?: boolean;
  readonly show: () => ReactNode;
}

const parts: readonly Part[] = [
  { tab: 'system', title: 'System', show: () => <System /> },
  { tab: 'audit', title: 'Audit log', show: () => <Audit /> },
  { tab: 'keys', title: 'API keys', show: () => <Keys /> },
  { tab: 'users', title: 'Users', isForAdmin: true, show: () => <Users /> },
  { tab: 'sessions', title: 'My sessions', show: () => <Sessions /> },
];

export function SettingsPage() {
  const { tab } = useSearch({ from: '/frame/settings' });
  const me = useQuery({ queryKey: ['me'], queryFn: () => get('/api/me') });
  const mine = parts.filter(({ isForAdmin }) => isForAdmin !== true || me.data?.role === 'admin');
  const shown = mine.find((part) => part.tab === tab) ?? mine[0]!;
  return (
    <Stack gap="md" maw={1180} mx="auto">
      <Heading title="Settings" about="What a workspace does stands in git; here is what stands in the database" />
      <nav aria-label="Settings" className="mr-tabs">
        {mine.map((part) => (
          <Link
            key={part.tab}
            to="/settings"
            search={{ tab: part.tab }}
            className="mr-tab"
            aria-current={part.tab === shown.tab ? 'page' : undefined}
          >
            {part.title}
          </Link>
        ))}
      </nav>
      {shown.show()}
    </Stack>
  );
}
