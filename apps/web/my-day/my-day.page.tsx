// What waits for a rep today: leads to answer before it is late, tasks, meetings, deals that slipped, and why each lead came.

import { Alert, Select, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useWorkspace } from '../frame/use-session.js';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { sayMoney, sayName, sayTime } from '../words.js';
import { About } from './about.page.js';
import { Leads } from './leads.page.js';
import { RepSettings } from './rep-settings.page.js';
import { Tasks } from './tasks.page.js';
import { Turns } from './turns.page.js';

export function MyDayPage() {
  const { rep } = useSearch({ from: '/frame/me' });
  const navigate = useNavigate();
  const workspace = useWorkspace();
  const day = useQuery({
    queryKey: ['my-day', rep],
    queryFn: () => get('/api/my-day', rep === undefined ? {} : { rep }),
    refetchInterval: 15_000,
  });
  if (day.isError && day.data === undefined) return <Failed error={day.error} again={() => void day.refetch()} />;
  const reps = workspace.data?.reps ?? [];
  const choice = (
    <Select
      size="xs"
      w={180}
      aria-label="Whose day"
      placeholder="Whose day?"
      data={reps.map(({ key, name }) => ({ value: key, label: name }))}
      value={rep ?? day.data?.rep?.key ?? null}
      allowDeselect={false}
      onChange={(value) => value !== null && void navigate({ to: '/me', search: { rep: value }, replace: true })}
    />
  );
  if (day.data === undefined) return <Skeleton h={480} role="status" aria-label="Loading" />;
  const { now, leads, tasks, meetings, slipped, turns, quiet_days: quietDays } = day.data;
  const who = day.data.rep;
  if (who === null)
    return (
      <Stack maw={1180} mx="auto" gap="md">
        <Heading title="My day">{choice}</Heading>
        <Alert variant="light" title="You are no rep in config/team.yaml">
          Your day appears when a rep there has the address you sign in with: edit the file, then npx millrace apply. Until then you can
          look at a rep’s day above.
        </Alert>
      </Stack>
    );
  return (
    <Stack maw={1180} mx="auto" gap="md">
      <Heading title={rep === undefined ? 'My day' : `${who.name}’s day`} about={sayTime(now)}>
        {choice}
      </Heading>
      <Leads leads={leads} now={now} readAt={day.dataUpdatedAt} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md" className="mr-top">
        <Stack gap="md">
          <Tasks tasks={tasks} now={now} />
          <Panel title="Meetings" about="What the calendar says of your accounts’ people">
            {meetings.length === 0 ? (
              <Nothing title="No meeting is booked">A booking that Calendly tells of appears here.</Nothing>
            ) : (
              <ul className="mr-lines">
                {meetings.map((meeting) => (
                  <li key={meeting.id}>
                    <div className="mr-what">
                      <Text size="sm" fw={600}>
                        {meeting.name ?? 'Meeting'}
                      </Text>
                      <About of={meeting} />
                    </div>
                    <div className="mr-end">
                      <Text size="sm" component="div">
                        <Moment at={meeting.start_at} />
                      </Text>
                      {meeting.join_url !== null && (
                        <a href={meeting.join_url} target="_blank" rel="noreferrer">
                          Join
                        </a>
                      )}
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </Stack>
        <Stack gap="md">
          <Panel title="Deals that slipped" about={`Moved back in ${quietDays} days, or nothing was heard for longer`}>
            {slipped.length === 0 ? (
              <Nothing title="None of your open deals has slipped" />
            ) : (
              <ul className="mr-lines">
                {slipped.map((deal) => (
                  <li key={deal.id}>
                    <div className="mr-what">
                      <Link to="/deals/$id" params={{ id: deal.id }}>
                        {deal.name}
                      </Link>
                      <Text size="xs" className="mr-quiet" component="div">
                        {deal.why === 'went back'
                          ? `went back from ${sayName(deal.from ?? '')} to ${sayName(deal.stage)} `
                          : `in ${sayName(deal.stage)}, last heard of `}
                        <Moment at={deal.since} now={now} />
                      </Text>
                    </div>
                    <Text size="sm" className="mr-number">
                      {deal.amount === null ? '–' : sayMoney(deal.amount)}
                    </Text>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
          <RepSettings rep={who} now={now} />
        </Stack>
      </SimpleGrid>
      <Turns turns={turns} now={now} />
    </Stack>
  );
}
