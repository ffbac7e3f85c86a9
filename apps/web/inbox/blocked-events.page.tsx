// Events that the tracking plan blocked: kept, without effect.

import { Code, Text } from '@mantine/core';
import { get } from '../api.client.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Rows, usePages } from '../parts/rows.page.js';

export function BlockedEvents() {
  const pages = usePages(['blocked'], (cursor) => get('/api/events', { ...cursor, verdict: 'blocked' }));
  return (
    <>
      <Rows
        label="Blocked events"
        pages={pages}
        idOf={(row) => row.id ?? ''}
        columns={[
          { name: 'Received', show: (row) => <Moment at={row.received_at} /> },
          {
            name: 'Event',
            show: (row) => (
              <LinkTo to="event" id={row.id}>
                {row.name}
              </LinkTo>
            ),
          },
          { name: 'Source', isWide: true, show: (row) => row.source },
          {
            name: 'What is wrong',
            show: (row) => <span className="mr-value">{Array.isArray(row.notes) ? row.notes.join('; ') : '–'}</span>,
          },
        ]}
        empty={
          <Nothing title="The tracking plan has blocked nothing">An event whose plan says on_violation: block would wait here.</Nothing>
        }
      />
      {pages.rows.length > 0 && (
        <Text size="xs" className="mr-quiet" mt="xs" component="div">
          The plan stands in git: edit the event in <Code>config/tracking-plan</Code>, then <Code>npx millrace apply</Code>. An event that
          was blocked stays without effect; the sender sends it again.
        </Text>
      )}
    </>
  );
}
