// Every page, one line each: the tests of pages.e2e-spec.ts hold it against what every page owes (and PICTURES=folder takes its pictures).

export interface PageToTest {
  readonly name: string;
  /** `{deal}`, `{account}`, `{person}`, `{run}`, `{event}` stand for the id of the first there is. */
  readonly path: string;
  /** Shown on it when it has been read. */
  readonly shows: string | RegExp;
}

export const pages: readonly PageToTest[] = [
  { name: 'board', path: '/deals', shows: 'Qualified' },
  { name: 'deals-table', path: '/deals?show=table', shows: 'In stage' },
  { name: 'deal', path: '/deals/{deal}', shows: /Why is it where it is/ },
  { name: 'my-day', path: '/me?rep=nina', shows: /Nina Berg|My day/ },
  { name: 'people', path: '/people', shows: 'Ana Torres' },
  { name: 'person', path: '/people/{person}', shows: 'Timeline' },
  { name: 'accounts', path: '/accounts', shows: 'acme.test' },
  { name: 'account', path: '/accounts/{account}', shows: 'Timeline' },
  { name: 'inbox', path: '/inbox', shows: 'Unmatched facts' },
  { name: 'workflows', path: '/workflows', shows: 'inbound' },
  { name: 'workflow', path: '/workflows/inbound', shows: 'Step by step' },
  { name: 'runs', path: '/runs', shows: 'inbound' },
  { name: 'reports', path: '/reports', shows: 'Every chart' },
  { name: 'dashboard', path: '/reports/pipeline', shows: 'Open after' },
  { name: 'dashboard-sellers', path: '/reports/sellers', shows: 'Given' },
  { name: 'dashboard-speed', path: '/reports/speed-to-lead', shows: 'In time' },
  { name: 'dashboard-growth', path: '/reports/growth', shows: 'Cart Abandoned' },
  { name: 'dashboard-table', path: '/reports/speed-to-lead?tables=0,1,2&compare=before', shows: 'Handed on' },
  { name: 'chart', path: '/reports/charts/plan_violations', shows: 'How is this counted?' },
  { name: 'events', path: '/events', shows: 'Demo Requested' },
  { name: 'event', path: '/events/{event}', shows: 'As it was understood' },
  { name: 'run', path: '/runs/{run}', shows: 'Step by step' },
  { name: 'emails', path: '/emails', shows: 'filled with its sample' },
  { name: 'mailbox', path: '/emails?tab=mailbox', shows: 'Pictures from elsewhere' },
  { name: 'mail-log', path: '/emails?tab=log', shows: 'Delivery log' },
  { name: 'settings', path: '/settings', shows: 'The books' },
  { name: 'connections', path: '/settings?tab=connections', shows: 'Tracking API' },
  { name: 'team', path: '/settings?tab=team', shows: 'June Park' },
  { name: 'workspace', path: '/settings?tab=workspace', shows: 'America/New_York' },
  { name: 'audit', path: '/settings?tab=audit', shows: 'because of' },
  { name: 'keys', path: '/settings?tab=keys', shows: 'Make a key' },
  { name: 'users', path: '/settings?tab=users', shows: 'Make an invitation' },
  { name: 'sessions', path: '/settings?tab=sessions', shows: 'this one' },
];
