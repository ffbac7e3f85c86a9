// What is around every page: who is signed in, the command palette, the sheet of shortcuts, light and dark.

import {
  ActionIcon,
  AppShell,
  Badge,
  Button,
  Group,
  Kbd,
  Loader,
  Menu,
  Modal,
  Table,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { Spotlight, spotlight } from '@mantine/spotlight';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Navigate, Outlet, useNavigate } from '@tanstack/react-router';
import { get, post, Problem } from '../api.client.js';
import { useBoard } from '../board/use-board.js';
import { sayName } from '../words.js';
import { useLive } from './live.client.js';
import { Failed } from './states.page.js';

export function Frame() {
  const me = useQuery({ queryKey: ['me'], queryFn: () => get('/api/me') });
  if (me.isPending) return <Loader m="xl" aria-label="Loading" />;
  if (me.error instanceof Problem && me.error.status === 401) return <Navigate to="/sign-in" />;
  if (me.isError) return <Failed error={me.error} again={() => void me.refetch()} />;
  return <SignedIn name={me.data.name} role={me.data.role} />;
}

const shortcuts = [
  [['Ctrl', 'K'], 'Find a deal or an account'],
  [['/'], 'Search the board'],
  [['G'], 'To the deals'],
  [['D'], 'Light or dark'],
  [['?'], 'This sheet'],
] as const;

function SignedIn({ name, role }: { readonly name: string; readonly role: string }) {
  const isLive = useLive();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [isSheetOpen, sheet] = useDisclosure(false);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const turn = () => setColorScheme(scheme === 'dark' ? 'light' : 'dark');
  const signOut = useMutation({
    mutationFn: () => post('/api/sign-out'),
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  useHotkeys([
    ['?', sheet.open],
    ['shift+?', sheet.open],
    ['g', () => void navigate({ to: '/deals', search: {} })],
    ['d', turn],
  ]);
  return (
    <AppShell header={{ height: 52 }} padding="md">
      <a className="mr-skip" href="#content">
        To the content
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="xs">
          <Group gap="md" wrap="nowrap" component="nav" aria-label="Pages">
            <Text fw={700}>Millrace</Text>
            <Button component={Link} to="/deals" variant="subtle" size="compact-sm">
              Deals
            </Button>
            <Button component={Link} to="/me" variant="subtle" size="compact-sm">
              My day
            </Button>
            <Button component={Link} to="/people" variant="subtle" size="compact-sm">
              People
            </Button>
            <Button component={Link} to="/accounts" variant="subtle" size="compact-sm">
              Accounts
            </Button>
          </Group>
          <Group gap="xs" wrap="nowrap">
            {!isLive && (
              <Badge color="orange" variant="light" role="status">
                Connecting …
              </Badge>
            )}
            <Button variant="default" size="compact-sm" onClick={spotlight.open} aria-keyshortcuts="Control+K">
              Find
            </Button>
            <ActionIcon variant="default" onClick={turn} aria-label={scheme === 'dark' ? 'Light colours' : 'Dark colours'}>
              {scheme === 'dark' ? '☀' : '☾'}
            </ActionIcon>
            <Menu position="bottom-end" width={220}>
              <Menu.Target>
                <Button variant="default" size="compact-sm">
                  {name}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Label>Role: {role}</Menu.Label>
                <Menu.Item onClick={sheet.open}>Keyboard shortcuts</Menu.Item>
                <Menu.Item onClick={() => signOut.mutate()}>Sign out</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Main id="content">
        <Outlet />
      </AppShell.Main>
      <Palette />
      <Modal opened={isSheetOpen} onClose={sheet.close} title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
        <Table>
          <Table.Tbody>
            {shortcuts.map(([keys, does]) => (
              <Table.Tr key={does}>
                <Table.Td>
                  {keys.map((key) => (
                    <Kbd key={key} mr={4}>
                      {key}
                    </Kbd>
                  ))}
                </Table.Td>
                <Table.Td>{does}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Modal>
    </AppShell>
  );
}

function Palette() {
  const navigate = useNavigate();
  const { cards } = useBoard(undefined);
  return (
    <Spotlight
      shortcut="mod+K"
      limit={12}
      scrollable
      maxHeight={420}
      nothingFound="No deal is called like that."
      searchProps={{ placeholder: 'Find a deal or an account', 'aria-label': 'Find a deal or an account' }}
      actions={[
        { id: 'deals', label: 'Deals', description: 'The board', onClick: () => void navigate({ to: '/deals', search: {} }) },
        ...cards.map((card) => ({
          id: card.id,
          label: card.name,
          description: sayName(card.stage),
          keywords: [card.domain ?? '', card.account ?? ''],
          onClick: () => void navigate({ to: '/deals/$id', params: { id: card.id } }),
        })),
      ]}
    />
  );
}
