// Settings of the installation: how it does, what was changed by whom, who may sign in, keys, and my own sessions.

import { Stack } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useMe, useSeesAll } from '../frame/use-session.js';
import { Heading } from '../parts/heading.page.js';
import { type Tab, Tabs } from '../parts/tabs.page.js';
import { Audit } from './audit.page.js';
import { Connections } from './connections.page.js';
import { Keys } from './keys.page.js';
import { Sessions } from './sessions.page.js';
import { System } from './system.page.js';
import { Team } from './team.page.js';
import { Users } from './users.page.js';
import { WorkspaceSettings } from './workspace.page.js';

interface Part extends Tab {
  readonly isForAdmin?: boolean;
  /** Not for a rep whose sight is limited. */
  readonly isOfAll?: boolean;
}

const system: Tab = { tab: 'system', title: 'System', show: () => <System /> };
const parts: readonly Part[] = [
  { tab: 'connections', title: 'Connections', isOfAll: true, show: () => <Connections /> },
  { tab: 'team', title: 'Team', show: () => <Team /> },
  { tab: 'workspace', title: 'Workspace', show: () => <WorkspaceSettings /> },
  { tab: 'audit', title: 'Audit log', show: () => <Audit /> },
  { tab: 'keys', title: 'API keys', show: () => <Keys /> },
  { tab: 'users', title: 'Users', isForAdmin: true, show: () => <Users /> },
  { tab: 'sessions', title: 'My sessions', show: () => <Sessions /> },
];

export function SettingsPage() {
  const { tab } = useSearch({ from: '/frame/settings' });
  const me = useMe();
  const seesAll = useSeesAll();
  const others = parts.filter(
    ({ isForAdmin, isOfAll }) => (isForAdmin !== true || me.data?.role === 'admin') && (isOfAll !== true || seesAll),
  );
  return (
    <Stack gap="md" maw={1180} mx="auto">
      <Heading title="Settings" about="What a workspace does stands in git; here is what stands in the database" />
      <Tabs label="Settings" to="/settings" tabs={[system, ...others]} chosen={tab} />
    </Stack>
  );
}
