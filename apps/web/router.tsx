// Addresses of the pages. Filters of the board stand in the address, so that a link shows the same.

import { createRootRoute, createRoute, createRouter, Outlet, redirect } from '@tanstack/react-router';
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
const deal = createRoute({ getParentRoute: () => frame, path: '/deals/$id', component: DealPage });

export const router = createRouter({ routeTree: root.addChildren([welcome, signIn, frame.addChildren([home, deals, deal])]) });

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
