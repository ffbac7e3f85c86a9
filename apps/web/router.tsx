// Addresses of the pages. To add a page: one line in `pages` (with `label` it is in the navigation, with `key` it is reached by G and
// that letter), and one in test/pages.fixture.ts. Pages are loaded when they are first looked at.

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { readBoardSearch } from './board/board-search.js';
import { readDrillSearch, readReportSearch } from './reports/report-search.js';
import { Frame } from './frame/frame.page.js';
import type { IconName } from './frame/icons.js';
import { NothingHere } from './frame/states.page.js';

export interface InNavigation {
  readonly label: string;
  readonly icon: IconName;
  /** After G. */
  readonly key: string;
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    navigation?: InNavigation;
    /** About the whole company: not for a rep whose sight is limited. */
    isOfAll?: boolean;
  }
  interface Register {
    router: typeof router;
  }
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NothingHere });
const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('./sign-in/welcome.page.js'), 'WelcomePage'),
});
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame });
const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/deals', search: {} });
  },
});

type Search = Record<string, unknown>;

/** Of what an address may say, the words that a page knows. */
const words =
  <Name extends string>(...names: readonly Name[]) =>
  (search: Search): { readonly [name in Name]?: string } =>
    Object.fromEntries(
      names.flatMap((name) => (typeof search[name] === 'string' && search[name] !== '' ? [[name, search[name]]] : [])),
    ) as { readonly [name in Name]?: string };

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: words('problem', 'to'),
  component: lazyRouteComponent(() => import('./sign-in/sign-in.page.js'), 'SignInPage'),
});

/** @param readSearch what of the address's search the page knows; it never throws */
function page<Path extends string, Of = Search>(
  path: Path,
  navigation: InNavigation | null,
  component: ReturnType<typeof lazyRouteComponent>,
  readSearch: (search: Search) => Of = (search) => search as Of,
) {
  const staticData = { ...(navigation === null ? {} : { navigation }), isOfAll: path.startsWith('/reports') };
  return createRoute({ getParentRoute: () => frame, path, component, staticData, validateSearch: readSearch });
}

const pages = [
  page(
    '/me',
    { label: 'My day', icon: 'day', key: 'm' },
    lazyRouteComponent(() => import('./my-day/my-day.page.js'), 'MyDayPage'),
    words('rep'),
  ),
  page(
    '/deals',
    { label: 'Deals', icon: 'deals', key: 'd' },
    lazyRouteComponent(() => import('./board/board.page.js'), 'BoardPage'),
    readBoardSearch,
  ),
  page(
    '/deals/$id',
    null,
    lazyRouteComponent(() => import('./deal/deal.page.js'), 'DealPage'),
  ),
  page(
    '/people',
    { label: 'People', icon: 'people', key: 'p' },
    lazyRouteComponent(() => import('./people/people.page.js'), 'PeoplePage'),
    words('find'),
  ),
  page(
    '/people/$id',
    null,
    lazyRouteComponent(() => import('./people/person.page.js'), 'PersonPage'),
  ),
  page(
    '/accounts',
    { label: 'Accounts', icon: 'accounts', key: 'a' },
    lazyRouteComponent(() => import('./people/accounts.page.js'), 'AccountsPage'),
    words('find', 'owner'),
  ),
  page(
    '/accounts/$id',
    null,
    lazyRouteComponent(() => import('./people/account.page.js'), 'AccountPage'),
  ),
  page(
    '/inbox',
    { label: 'Inbox', icon: 'inbox', key: 'i' },
    lazyRouteComponent(() => import('./inbox/inbox.page.js'), 'InboxPage'),
    words('kind'),
  ),
  page(
    '/workflows',
    { label: 'Workflows', icon: 'workflows', key: 'w' },
    lazyRouteComponent(() => import('./workflows/workflows.page.js'), 'WorkflowsPage'),
  ),
  page(
    '/workflows/$name',
    null,
    lazyRouteComponent(() => import('./workflows/workflow.page.js'), 'WorkflowPage'),
    words('version', 'step', 'days', 'with', 'state'),
  ),
  page(
    '/runs',
    null,
    lazyRouteComponent(() => import('./runs/runs.page.js'), 'RunsPage'),
    words('workflow', 'state'),
  ),
  page(
    '/runs/$id',
    null,
    lazyRouteComponent(() => import('./runs/run.page.js'), 'RunPage'),
  ),
  page(
    '/reports',
    { label: 'Reports', icon: 'reports', key: 'r' },
    lazyRouteComponent(() => import('./reports/reports.page.js'), 'ReportsPage'),
  ),
  page(
    '/reports/$name',
    null,
    lazyRouteComponent(() => import('./reports/dashboard.page.js'), 'DashboardPage'),
    readReportSearch,
  ),
  page(
    '/reports/charts/$chart',
    null,
    lazyRouteComponent(() => import('./reports/chart-alone.page.js'), 'ChartAlonePage'),
    readReportSearch,
  ),
  page(
    '/reports/charts/$chart/deals',
    null,
    lazyRouteComponent(() => import('./reports/chart-deals.page.js'), 'ChartDealsPage'),
    readDrillSearch,
  ),
  page(
    '/events',
    { label: 'Live events', icon: 'events', key: 'e' },
    lazyRouteComponent(() => import('./events/events.page.js'), 'EventsPage'),
    words('name', 'verdict', 'source'),
  ),
  page(
    '/events/$id',
    null,
    lazyRouteComponent(() => import('./events/event.page.js'), 'EventPage'),
  ),
  page(
    '/emails',
    { label: 'Emails', icon: 'emails', key: 'l' },
    lazyRouteComponent(() => import('./emails/emails.page.js'), 'EmailsPage'),
    words('tab', 'email'),
  ),
  page(
    '/settings',
    { label: 'Settings', icon: 'settings', key: 's' },
    lazyRouteComponent(() => import('./settings/settings.page.js'), 'SettingsPage'),
    words('tab'),
  ),
] as const;

export const router = createRouter({ routeTree: root.addChildren([welcome, signIn, frame.addChildren([home, ...pages])]) });
