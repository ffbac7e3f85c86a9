// What is around every page: the navigation, who is signed in, the command palette, the sheet of shortcuts, light and dark.

import {
  ActionIcon,
  AppShell,
  Burger,
  Group,
  Loader,
  Menu,
  Text,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure, useHotkeys, useLocalStorage } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Navigate, Outlet, useMatches, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useMe, useSeesAll, useWorkspace } from './use-session.js';
import { post, Problem } from '../api.client.js';
import { Icon } from './icons.js';
import { useLive } from './live.client.js';
import { lost } from './lost.js';
import { Navigation, useGoKeys } from './navigation.page.js';
import { ShortcutsSheet } from './shortcuts.page.js';
import { useSingleKeys } from './single-keys.js';
import { useFresh } from './use-fresh.js';
import { useKeptFocus } from './use-kept-focus.js';
import { takeWayBack, wayBack } from '../sign-in/way-back.js';
import { Failed, OfAll } from './states.page.js';

/** Nobody waits for it who does not ask for it. */
const Palette = lazy(async () => ({ default: (await import('./palette.page.js')).Palette }));

export function Frame() {
  const me = useMe();
  // Read before any page is drawn, so that names do not come in later and shift what stands there.
  const workspace = useWorkspace();
  const at = useRouterState({ select: ({ location }) => location.href });
  const { history } = useRouter();
  const isIn = me.data !== undefined;
  useEffect(() => {
    const back = isIn ? takeWayBack() : null;
    if (back !== null) history.replace(back);
  }, [isIn, history]);
  if (me.isPending || (workspace.isPending && !me.isError)) return <Loader m="xl" aria-label="Loading" />;
  if (me.error instanceof Problem && me.error.status === 401) {
    // On the way there the address is the sign-in page's own already.
    if (at.startsWith('/sign-in')) return null;
    return <Navigate to="/sign-in" search={wayBack(at) === '/deals' ? {} : { to: at }} replace />;
  }
  const failed = lost(me, workspace);
  if (failed !== null || me.data === undefined)
    return failed === null ? null : <Failed error={failed} again={() => void Promise.all([me.refetch(), workspace.refetch()])} />;
  const sees = seen[workspace.data?.sees ?? 'everything'];
  return <SignedIn name={me.data.name} role={`${me.data.role}${sees}`} workspace={workspace.data?.name ?? ''} />;
}

/** Whose sight is limited is told so. */
const seen = { everything: '', team: ', sees the team’s', own: ', sees the own' } as const;

function SignedIn({ name, role, workspace: title }: { readonly name: string; readonly role: string; readonly workspace: string }) {
  const isLive = useLive();
  const isFresh = useFresh();
  const seesAll = useSeesAll();
  const isOfAll = useMatches({ select: (matches) => matches.some(({ staticData }) => staticData.isOfAll === true) });
  const [isSheetOpen, sheet] = useDisclosure(false);
  const [isOpen, drawer] = useDisclosure(false);
  const [isNarrow, setNarrow] = useLocalStorage({ key: 'millrace:navigation', defaultValue: false, getInitialValueInEffect: false });
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const turn = () => setColorScheme(scheme === 'dark' ? 'light' : 'dark');
  const [isAsked, setAsked] = useState(false);
  const find = () => (isAsked ? spotlight.open() : setAsked(true));
  // From then on the palette hears the key itself.
  useHotkeys(isAsked ? [] : [['mod+K', find]], []);
  useGoKeys();
  useKeptFocus();
  useSingleKeys([
    ['?', sheet.open],
    ['shift+?', sheet.open],
    ['l', turn],
    ['[', () => setNarrow((before) => !before)],
  ]);
  // On a phone the navigation lies over the page, and has its words.
  const isRail = isNarrow && !isOpen;
  return (
    <AppShell
      header={{ height: { base: 48, sm: 0 } }}
      navbar={{ width: isRail ? 60 : 204, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'md' }}
      transitionDuration={0}
    >
      <a className="mr-skip" href="#content">
        To the content
      </a>
      <AppShell.Header hiddenFrom="sm">
        <Group h="100%" px="sm" justify="space-between" wrap="nowrap">
          <Group gap="xs" wrap="nowrap" miw={0}>
            <Burger opened={isOpen} onClick={drawer.toggle} size="sm" aria-label="Pages" />
            <Text fw={650} truncate>
              {title}
            </Text>
          </Group>
          <ActionIcon variant="subtle" color="gray" c="inherit" size="lg" onClick={find} aria-label="Find">
            <Icon name="find" />
          </ActionIcon>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" className="mr-navbar">
        <Text fw={650} size="sm" px={10} py={8} truncate visibleFrom="sm" title={title}>
          {isRail ? title.slice(0, 1) : title}
        </Text>
        <UnstyledButton
          className="mr-find"
          visibleFrom="sm"
          onClick={find}
          aria-label={isRail ? 'Find' : undefined}
          aria-keyshortcuts="Control+K"
        >
          <Icon name="find" size={16} />
          {!isRail && (
            <>
              <span>Find</span>
              <kbd aria-hidden>Ctrl K</kbd>
            </>
          )}
        </UnstyledButton>
        <Navigation isNarrow={isRail} onGo={drawer.close} />
        <div className="mr-nav-foot">
          <Text size="xs" px={10} h={20} c="orange" role="status">
            {isRail && !(isLive && isFresh) ? '…' : !isLive ? 'Connecting …' : isFresh ? '' : 'Not all is up to date …'}
          </Text>
          <Who name={name} role={role} isRail={isRail} scheme={scheme} turn={turn} openSheet={sheet.open} />
        </div>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {isOfAll && !seesAll ? <OfAll /> : <Outlet />}
      </AppShell.Main>
      {isAsked && (
        <Suspense>
          <Palette />
        </Suspense>
      )}
      <ShortcutsSheet isOpen={isSheetOpen} onClose={sheet.close} />
    </AppShell>
  );
}

interface Of {
  readonly name: string;
  readonly role: string;
  readonly isRail: boolean;
  readonly scheme: string;
  readonly turn: () => void;
  readonly openSheet: () => void;
}

function Who({ name, role, isRail, scheme, turn, openSheet }: Of) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = useMutation({
    mutationFn: () => post('/api/sign-out'),
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: '/sign-in', search: {} });
    },
  });
  return (
    <Menu position="top-start" width={220}>
      <Menu.Target>
        <UnstyledButton className="mr-nav-link" w="100%" aria-label={isRail ? name : undefined}>
          <span className="mr-initial" aria-hidden>
            {[...name][0]}
          </span>
          {!isRail && <span className="mr-cut">{name}</span>}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Role: {role}</Menu.Label>
        <Menu.Item leftSection={<Icon name={scheme === 'dark' ? 'light' : 'dark'} size={16} />} onClick={turn}>
          {scheme === 'dark' ? 'Light colours' : 'Dark colours'}
        </Menu.Item>
        <Menu.Item onClick={openSheet}>Keyboard shortcuts</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => signOut.mutate()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
