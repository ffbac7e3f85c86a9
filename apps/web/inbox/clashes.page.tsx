// Two of a kind that a fact says are one. Both can be looked at; that they are two, or one, is said here.

import { Group } from '@mantine/core';
import { get, post } from '../api.client.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { Merge } from '../people/merge.page.js';
import { sayTrait } from '../people/trait-words.js';
import { Decide } from './decide.page.js';

export function Clashes() {
  const pages = usePages(['clashes'], (cursor) => get('/api/clashes', { ...cursor, state: 'open' }));
  return (
    <Rows
      label="Identity clashes"
      pages={pages}
      idOf={(row) => row.id ?? ''}
      columns={[
        { name: 'Came', isWide: true, show: (row) => <Moment at={row.at} /> },
        {
          name: 'Said to be one',
          show: (row) => (
            <span className="mr-dots">
              {[row.first_id, row.second_id].map((id) => (
                <span key={id}>
                  <LinkTo to={kindOf(row.kind)} id={id}>
                    {kindOf(row.kind)} {id}
                  </LinkTo>
                </span>
              ))}
            </span>
          ),
        },
        { name: 'Keys', isWide: true, show: (row) => <span className="mr-value">{sayTrait(row.keys)}</span> },
        {
          name: 'By',
          show: (row) => (
            <LinkTo to="event" id={row.event_id}>
              the event
            </LinkTo>
          ),
        },
        {
          name: 'Ways out',
          show: (row) => (
            <Group gap={6} wrap="nowrap">
              <Merge kind={kindOf(row.kind)} id={row.first_id!} other={row.second_id!} label="They are one …" />
              <Decide
                of={`${row.first_id ?? ''} and ${row.second_id ?? ''}`}
                list="clashes"
                ways={[{ label: 'They are two', do: () => post('/api/clashes/{id}/close', {}, { id: row.id! }) }]}
              />
            </Group>
          ),
        },
      ]}
      empty={<Nothing title="Nobody is said to be somebody else" />}
    />
  );
}

const kindOf = (kind: string | null | undefined) => (kind === 'user_id' || kind === 'person' ? 'person' : 'account');
