// Everyone that is known, the newest first.

import { Stack } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { FindBox } from '../parts/find-box.page.js';
import { Heading } from '../parts/heading.page.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import type { Column } from '../parts/data-table.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { sayTrait } from './trait-words.js';

type Person = paths['/api/people']['get']['data'][number];

const columns: readonly Column<Person>[] = [
  {
    name: 'Name',
    show: (row) => (
      <LinkTo to="person" id={row.id}>
        {personName(row)}
      </LinkTo>
    ),
  },
  { name: 'Address', show: (row) => row.email ?? '–' },
  {
    name: 'Account',
    show: (row) => (
      <LinkTo to="account" id={row.account_id}>
        {row.account ?? (row.account_id == null ? '–' : `Account ${row.account_id}`)}
      </LinkTo>
    ),
  },
  { name: 'Engagement', isWide: true, show: (row) => sayTrait((row.traits as Record<string, unknown> | null)?.['engagement']) },
  { name: 'First seen', isWide: true, show: (row) => <Moment at={row.first_seen_at} /> },
  { name: 'Last seen', show: (row) => <Moment at={row.last_seen_at} /> },
];

export function personName(row: {
  readonly id?: string | null;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly user_id?: string | null;
}) {
  return row.name ?? row.email ?? row.user_id ?? `Visitor ${row.id ?? ''}`;
}

export function PeoplePage() {
  const { find } = useSearch({ from: '/frame/people' });
  const navigate = useNavigate();
  const pages = usePages(['people', find], (cursor) => get('/api/people', { ...cursor, ...(find === undefined ? {} : { find }) }));
  return (
    <Stack gap="sm">
      <Heading title="People" about="Everyone who was ever seen; who turned out to be one is one.">
        <FindBox
          label="Find by address, id or name"
          value={find ?? ''}
          onFind={(text) => void navigate({ to: '/people', search: text === '' ? {} : { find: text }, replace: true })}
        />
      </Heading>
      <Rows
        label="People"
        columns={columns}
        pages={pages}
        idOf={(row) => row.id ?? ''}
        empty={
          find === undefined ? (
            <Nothing title="Nobody has been seen yet" command="npx millrace trigger">
              A first fact makes a person. Point a Segment library at this server, or send one by hand.
            </Nothing>
          ) : (
            <Nothing title={`Nobody is found by “${find}”`}>An address and an id are found by their beginning, a name by any part.</Nothing>
          )
        }
      />
    </Stack>
  );
}
