// What comes in, as it comes: the newest facts with what became of them. What never became an event stands above: repeated, refused, set aside.

import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { Heading } from '../parts/heading.page.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import type { Column } from '../parts/data-table.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { StateBadge } from '../parts/state-badge.page.js';

type Event = paths['/api/events']['get']['data'][number];

const every = 2000;
const verdicts = [
  ['used', 'Used'],
  ['unplanned', 'Unplanned'],
  ['blocked', 'Blocked'],
  ['discarded', 'Discarded'],
  ['no_effect', 'No effect'],
] as const;

const columns: readonly Column<Event>[] = [
  { name: 'Received', show: (row) => <Moment at={row.received_at} /> },
  {
    name: 'Fact',
    show: (row) => (
      <LinkTo to="event" id={row.id}>
        {row.name}
      </LinkTo>
    ),
  },
  { name: 'Verdict', show: (row) => <StateBadge state={row.verdict} /> },
  { name: 'Source', isWide: true, show: (row) => row.source },
  {
    name: 'About',
    isWide: true,
    show: (row) =>
      row.person_id == null && row.account_id == null ? (
        '–'
      ) : (
        <span className="mr-dots">
          {row.person_id != null && (
            <span>
              <LinkTo to="person" id={row.person_id}>
                {row.who ?? 'person'}
              </LinkTo>
            </span>
          )}
          {row.account_id != null && (
            <span>
              <LinkTo to="account" id={row.account_id}>
                {row.account ?? 'account'}
              </LinkTo>
            </span>
          )}
          {row.deal_id != null && (
            <span>
              <LinkTo to="deal" id={row.deal_id}>
                deal
              </LinkTo>
            </span>
          )}
        </span>
      ),
  },
  { name: 'Notes', isWide: true, show: (row) => <Text size="xs">{Array.isArray(row.notes) ? row.notes.join('; ') : ''}</Text> },
];

export function EventsPage() {
  const search = useSearch({ from: '/frame/events' });
  const navigate = useNavigate();
  const [isPaused, setPaused] = useState(false);
  const { name, verdict, source } = search;
  const query = Object.fromEntries(Object.entries({ name, verdict, source }).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
  const pages = usePages(['events', query], (cursor) => get('/api/events', { ...cursor, ...query }), isPaused ? undefined : every);
  const tally = useQuery({ queryKey: ['tally'], queryFn: () => get('/api/tally'), refetchInterval: isPaused ? false : every });
  const put = (change: typeof search) => void navigate({ to: '/events', search: { ...search, ...change }, replace: true });
  const find = useDebouncedCallback((text: string) => put({ name: text.trim() === '' ? undefined : text.trim() }), 400);
  return (
    <Stack gap="sm">
      <Heading title="Live events" about={isPaused ? 'Paused' : 'The newest first; read anew every two seconds'}>
        <TextInput
          size="xs"
          w={190}
          aria-label="Name of the fact"
          placeholder="Name, as Demo Requested"
          defaultValue={name ?? ''}
          onChange={(event) => find(event.currentTarget.value)}
        />
        <Select
          size="xs"
          w={140}
          aria-label="Verdict"
          placeholder="Every verdict"
          clearable
          data={verdicts.map(([value, label]) => ({ value, label }))}
          value={verdict ?? null}
          onChange={(value) => put({ verdict: value ?? undefined })}
        />
        <Button size="xs" variant="default" aria-pressed={isPaused} onClick={() => setPaused(!isPaused)}>
          {isPaused ? 'Go on' : 'Pause'}
        </Button>
      </Heading>
      <Door tally={tally.data} />
      {pages.isError && pages.rows.length > 0 && (
        <Alert color="orange" variant="light" role="alert">
          {pages.error.message}
        </Alert>
      )}
      <Rows
        label="Events"
        columns={columns}
        pages={pages}
        idOf={(row) => `${row.id ?? ''}`}
        empty={
          Object.keys(query).length === 0 ? (
            <Nothing title="Nothing has come in yet" command="npx millrace trigger">
              Point a Segment library or a webhook at this server, or send a realistic one by hand.
            </Nothing>
          ) : (
            <Nothing title="No event is like that">A name is matched as the tracking plan spells it.</Nothing>
          )
        }
      />
    </Stack>
  );
}

type Tally = paths['/api/tally']['get'];

/** It stands there before it has been read, so that what is below does not shift. */
function Door({ tally }: { readonly tally: Tally | undefined }) {
  const told = [
    ['accepted', tally?.accepted],
    ['done', tally?.done],
    ['waiting', tally?.waiting],
    ['set aside', tally?.setAside],
    ['repeated', tally?.duplicates],
    ['refused at the door', tally?.rejected],
  ] as const;
  return (
    <div className="mr-door mr-number">
      {told.map(([name, count]) => (
        <Text key={name} size="sm">
          <b>{count === undefined ? '–' : count.toLocaleString()}</b> <span className="mr-quiet">{name}</span>
        </Text>
      ))}
    </div>
  );
}
