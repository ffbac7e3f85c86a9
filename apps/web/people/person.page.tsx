// One person: what is known and from where, how active, what was decided, and everything that happened.

import { SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { get } from '../api.client.js';
import { lost } from '../frame/lost.js';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';
import { Whole } from '../parts/whole.page.js';
import { ActivityBars } from './activity.page.js';
import { accountName } from './accounts.page.js';
import { Merge } from './merge.page.js';
import { personName } from './people.page.js';
import { type Key, KnownAs } from './known-as.page.js';
import { RunsOf } from './runs-of.page.js';
import { Scores } from './scores.page.js';
import { Timeline } from './timeline.page.js';
import { Touches } from './touches.page.js';
import { Traits } from './traits.page.js';

export function PersonPage() {
  const { id } = useParams({ from: '/frame/people/$id' });
  const person = useQuery({ queryKey: ['person', id], queryFn: () => get('/api/people/{id}', {}, { id }) });
  const profile = useQuery({ queryKey: ['person', id, 'profile'], queryFn: () => get('/api/people/{id}/profile', {}, { id }) });
  const accountId = person.data?.account_id ?? null;
  const account = useQuery({
    queryKey: ['account', accountId],
    queryFn: () => get('/api/accounts/{id}', {}, { id: accountId! }),
    enabled: accountId !== null,
  });
  const failed = lost(person, profile);
  if (failed !== null) return <Failed error={failed} again={() => void Promise.all([person.refetch(), profile.refetch()])} />;
  // The account's name, too, so that the head does not change when it comes.
  if (person.data === undefined || profile.data === undefined || (accountId !== null && account.isPending))
    return <Skeleton h={480} role="status" aria-label="Loading" />;
  const { now, traits, scores, activity, time_zone: zone } = profile.data;
  const { keys } = person.data as unknown as { readonly keys: readonly Key[] };
  return (
    <Whole maw={1180} mx="auto" gap="md">
      <Heading
        title={personName(person.data)}
        back={
          <Link to="/people" search={{}}>
            ← People
          </Link>
        }
        about={
          <>
            {person.data.email !== null && person.data.name !== null && `${person.data.email} · `}
            {accountId !== null && (
              <>
                <Link to="/accounts/$id" params={{ id: accountId }}>
                  {account.data === undefined ? 'Its account' : accountName(account.data)}
                </Link>
                {' · '}
              </>
            )}
            first seen <Moment at={person.data.first_seen_at} />, last <Moment at={person.data.last_seen_at} now={now} />
          </>
        }
      >
        <Merge kind="person" id={person.data.id ?? id} />
      </Heading>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <ActivityBars activity={activity} now={now} zone={zone} />
        <Touches traits={traits} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" className="mr-top">
        <Traits traits={traits} now={now} />
        <Stack gap="md">
          <Scores scores={scores} now={now} />
          <RunsOf by={{ person: person.data.id ?? id }} now={now} />
          <KnownAs keys={keys} about="Every key that means this person; two user ids are never one person by themselves" />
        </Stack>
      </SimpleGrid>
      <Timeline of="people" id={id} now={now} />
    </Whole>
  );
}
