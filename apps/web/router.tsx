// Addresses of the pages. Filters of the board stand in the address, so that a link shows the same.

import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { BoardPage } from './board/board.page.js';
import { DealPage } from './deal/deal.page.js';
import { Frame } from './frame/frame.page.js';
import { NothingHere } from './frame/states.page.js';
import { SignInPage } from './sign-in/sign-in.page.js';
import { WelcomePage } from './sign-in/welcome.page.js';

const root = createRootRoute({ component: Outlet, notFoundComponent: NothingHere });
const welcome = createRoute({ getParentRoute: () => root, path: '/welcome', component: WelcomePage });
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: SignInPage });
const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame });
const home = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/deals', search: {} });
  },
});

export interface BoardSearch {
  readonly pipeline?: string;
  readonly owner?: string;
  readonly tier?: string;
  readonly find?: string;
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const deals = createRoute({
  getParentRoute: () => frame,
  path: '/deals',
  component: BoardPage,
  validateSearch: (search: Record<string, unknown>): BoardSearch =>
    Object.fromEntries(
      ['pipeline', 'owner', 'tier', 'find'].flatMap((name) => (text(search[name]) === undefined ? [] : [[name, search[name]]])),
    ) as BoardSearch,
});

/** Of what an address may say, the words that a page knows. */
const words =
  <Name extends string>(...names: readonly Name[]) =>
  (search: Record<string, unknown>): { readonly [name in Name]?: string } =>
    Object.fromEntries(names.flatMap((name) => (text(search[name]) === undefined ? [] : [[name, search[name]]]))) as {
      readonly [name in Name]?: string;
    };
// These come when they are asked for, each with what it needs: the first load stays small.
const people = createRoute({
  getParentRoute: () => frame,
  path: '/people',
  validateSearch: words('find'),
  component: lazyRouteComponent(() => import('./people/people.page.js'), 'PeoplePage'),
});
const person = createRoute({
  getParentRoute: () => frame,
  path: '/people/$id',
  component: lazyRouteComponent(() => import('./people/person.page.js'), 'PersonPage'),
});
const accounts = createRoute({
  getParentRoute: () => frame,
  path: '/accounts',
  validateSearch: words('find', 'owner'),
  component: lazyRouteComponent(() => import('./people/accounts.page.js'), 'AccountsPage'),
});
const account = createRoute({
  getParentRoute: () => frame,
  path: '/accounts/$id',
  component: lazyRouteComponent(() => import('./people/account.page.js'), 'AccountPage'),
});
const deal = createRoute({ getParentRoute: () => frame, path: '/deals/$id', component: DealPage });

const me = createRoute({
  getParentRoute: () => frame,
  path: '/me',
  validateSearch: words('rep'),
  component: lazyRouteComponent(() => import('./my-day/my-day.page.js'), 'MyDayPage'),
});
const pages = frame.addChildren([home, deals, deal, people, person, accounts, account, me]);

export const router = createRouter({ routeTree: root.addChildren([welcome, signIn, pages]) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
