// One company: who owns it and why it is worth that, its people and deals, what is known and from where, everything that happened.

import { SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useWorkspace } from '../frame/use-session.js';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { lost } from '../frame/lost.js';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import type { Column } from '../parts/data-table.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { Whole } from '../parts/whole.page.js';
import { sayMoney, sayName } from '../words.js';
import { accountName } from './accounts.page.js';
import { ActivityBars } from './activity.page.js';
import { Merge } from './merge.page.js';
import { personName } from './people.page.js';
import { type Key, KnownAs } from './known-as.page.js';
import { RunsOf } from './runs-of.page.js';
import { Scores } from './scores.page.js';
import { Timeline } from './timeline.page.js';
import { Touches } from './touches.page.js';
import { Traits } from './traits.page.js';

type Person = paths['/api/people']['get']['data'][number];
type Deal = paths['/api/deals']['get']['data'][number];

const people: readonly Column<Person>[] = [
  {
    name: 'Name',
    show: (row) => (
      <LinkTo to="person" id={row.id}>
        {personName(row)}
      </LinkTo>
    ),
  },
  { name: 'Address', isWide: true, show: (row) => row.email ?? '–' },
  { name: 'Last seen', show: (row) => <Moment at={row.last_seen_at} /> },
];

const deals: readonly Column<Deal>[] = [
  {
    name: 'Deal',
    show: (row) => (
      <LinkTo to="deal" id={row.id}>
        {row.name ?? 'Deal'}
      </LinkTo>
    ),
  },
  { name: 'Stage', show: (row) => sayName(row.stage ?? '') },
  { name: 'Amount', isNumber: true, show: (row) => (row.amount == null ? '–' : sayMoney(row.amount)) },
];

export function AccountPage() {
  const { id } = useParams({ from: '/frame/accounts/$id' });
  const account = useQuery({ queryKey: ['account', id], queryFn: () => get('/api/accounts/{id}', {}, { id }) });
  const profile = useQuery({ queryKey: ['account', id, 'profile'], queryFn: () => get('/api/accounts/{id}/profile', {}, { id }) });
  const own = account.data?.id ?? id;
  const itsPeople = usePages(['people of', own], (cursor) => get('/api/people', { ...cursor, account: own, limit: '10' }));
  const itsDeals = usePages(['deals of', own], (cursor) => get('/api/deals', { ...cursor, account: own, limit: '10' }));
  const workspace = useWorkspace();
  const failed = lost(account, profile);
  if (failed !== null) return <Failed error={failed} again={() => void Promise.all([account.refetch(), profile.refetch()])} />;
  if (account.data === undefined || profile.data === undefined) return <Skeleton h={480} role="status" aria-label="Loading" />;
  const { now, traits, scores, activity, time_zone: zone } = profile.data;
  const { domain, owner, tier, first_seen_at: first, last_seen_at: last } = account.data;
  const { keys } = account.data as unknown as { readonly keys: readonly Key[] };
  const ownerName = workspace.data?.reps.find(({ key }) => key === owner)?.name ?? owner;
  return (
    <Whole maw={1180} mx="auto" gap="md">
      <Heading
        title={accountName(account.data)}
        back={
          <Link to="/accounts" search={{}}>
            ← Accounts
          </Link>
        }
        about={
          <>
            {[domain, tier == null ? null : sayName(tier), ownerName == null ? 'nobody owns it' : `owned by ${ownerName}`]
              .filter((part) => part != null)
              .join(' · ')}
            {' · '}first seen <Moment at={first} />, last <Moment at={last} now={now} />
          </>
        }
      >
        <Merge kind="account" id={own} />
      </Heading>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <ActivityBars activity={activity} now={now} zone={zone} />
        <Touches traits={traits} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" className="mr-top">
        <Stack gap="md">
          <Panel title="Deals">
            <Rows
              label="Deals of this account"
              columns={deals}
              pages={itsDeals}
              idOf={(row) => row.id ?? ''}
              empty={<Nothing title="No deal yet">A workflow with create_deal opens one.</Nothing>}
            />
          </Panel>
          <Panel title="People">
            <Rows
              label="People of this account"
              columns={people}
              pages={itsPeople}
              idOf={(row) => row.id ?? ''}
              empty={<Nothing title="Nobody of it is known yet" />}
            />
          </Panel>
          <RunsOf by={{ account: own }} now={now} />
          <KnownAs keys={keys} />
        </Stack>
        <Stack gap="md">
          <Scores scores={scores} tier={tier ?? null} now={now} />
          <Traits traits={traits} now={now} />
        </Stack>
      </SimpleGrid>
      <Timeline of="accounts" id={id} now={now} />
    </Whole>
  );
}
