// Reps as the team file has them, with what is true of each now. It is config: changed in git.

import { Anchor, Badge, Code, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { DataTable } from '../parts/data-table.page.js';
import { Facts } from '../parts/facts.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { sayHours } from '../parts/say-hours.js';
import { sayName, sayTime } from '../words.js';

type Rep = paths['/api/team']['get']['data'][number];

const states: Readonly<Record<Rep['state'], readonly [string, string]>> = {
  there: ['there', 'teal'],
  off_hours: ['off hours', 'gray'],
  away: ['away', 'orange'],
  inactive: ['not active', 'gray'],
};

export function Team() {
  const team = useQuery({ queryKey: ['team'], queryFn: () => get('/api/team'), refetchInterval: 60_000 });
  if (team.isError && team.data === undefined) return <Failed error={team.error} again={() => void team.refetch()} />;
  if (team.data === undefined) return <Skeleton h={500} role="status" aria-label="Loading" />;
  const { data } = team.data;
  if (data.length === 0) return <Nothing title="No reps to show" command="npx millrace check" />;
  const file = data[0]!.file;
  return (
    <Stack gap="md">
      <Text size="sm" className="mr-quiet" component="div">
        The team stands in git: edit <Code>{`config/${file}`}</Code>, then <Code>npx millrace apply</Code>. Whoever signs in with a rep’s
        address is that rep.
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        {data.map((rep) => (
          <One key={rep.key} rep={rep} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function One({ rep }: { readonly rep: Rep }) {
  const {
    key,
    name,
    email,
    teams,
    state,
    weight,
    capacity,
    hours,
    away,
    open_deals: open,
    can_sign_in: canSignIn,
    calendar_url: calendar,
    file,
    line,
  } = rep;
  const [word, colour] = states[state];
  const lines: readonly (readonly [string, string])[] = [
    ['Team', teams.map(sayName).join(', ')],
    ['Open deals', `${open.toLocaleString()}${capacity === null ? '' : ` of at most ${capacity.toLocaleString()}`}`],
    ['Share of turns', weight === 1 ? 'a full one' : weight.toLocaleString()],
    ['Hours', sayHours(hours)],
    ['Away', away.length === 0 ? 'no absence planned' : away.map(({ from, to }) => `${sayTime(from)} – ${sayTime(to)}`).join('; ')],
    ['Signs in', canSignIn ? `as ${email}` : `not yet: nobody has a user with ${email}`],
  ];
  return (
    <Panel
      title={name}
      about={`${key} · config/${file}:${line}`}
      aside={
        <Badge size="sm" variant="light" color={colour} className="mr-badge" data-colour={colour}>
          {word}
        </Badge>
      }
    >
      <Stack gap="xs">
        <Facts of={lines} />
        {rep.ledger.length > 0 && (
          <DataTable
            label={`Ledger of ${name}`}
            rows={rep.ledger}
            idOf={({ pool }) => pool}
            columns={[
              { name: 'Pool', show: ({ pool }) => pool },
              { name: 'Level', isNumber: true, show: ({ level }) => level.toLocaleString(undefined, { maximumFractionDigits: 2 }) },
              { name: 'Turns', isNumber: true, show: ({ turns }) => turns.toLocaleString() },
              { name: 'Last turn', isWide: true, show: ({ last_turn_at: at }) => (at === null ? 'never' : <Moment at={at} />) },
            ]}
          />
        )}
        <Text size="sm" component="div">
          <Anchor component={Link} to="/me" search={{ rep: key } as never}>
            The day of {name}
          </Anchor>
          {calendar !== null && (
            <>
              {' · '}
              <Anchor href={calendar} target="_blank" rel="noreferrer noopener">
                Calendar
              </Anchor>
            </>
          )}
        </Text>
      </Stack>
    </Panel>
  );
}
