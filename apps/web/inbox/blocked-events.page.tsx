// Events that the tracking plan blocked: kept, without effect, until somebody decides about them, one by one or several at once.

import { Checkbox, Code, Text } from '@mantine/core';
import { useState } from 'react';
import { get } from '../api.client.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { Decide } from './decide.page.js';
import { decideBlocked, DecideBlocked } from './decide-blocked.page.js';

export function BlockedEvents() {
  const pages = usePages(['blocked'], (cursor) => get('/api/events', { ...cursor, verdict: 'blocked' }));
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const shown = pages.rows.map((row) => row.id ?? '');
  const chosen = shown.filter((id) => marked.has(id));
  const mark = (ids: readonly string[], is: boolean) => {
    const next = new Set(marked);
    for (const id of ids)
      if (is) next.add(id);
      else next.delete(id);
    setMarked(next);
  };
  return (
    <>
      {shown.length > 0 && (
        <div className="mr-chosen">
          <Checkbox
            size="xs"
            label={chosen.length === 0 ? `All ${shown.length} shown` : `${chosen.length} chosen`}
            checked={chosen.length === shown.length}
            indeterminate={chosen.length > 0 && chosen.length < shown.length}
            onChange={(event) => mark(shown, event.currentTarget.checked)}
          />
          <DecideBlocked ids={chosen} />
        </div>
      )}
      <Rows
        label="Blocked events"
        pages={pages}
        idOf={(row) => row.id ?? ''}
        columns={[
          {
            name: 'Choose',
            show: (row) => (
              <Checkbox
                size="xs"
                aria-label={`Choose ${row.name ?? ''} ${row.id ?? ''}`}
                checked={marked.has(row.id ?? '')}
                onChange={(event) => mark([row.id ?? ''], event.currentTarget.checked)}
              />
            ),
          },
          { name: 'Received', isWide: true, show: (row) => <Moment at={row.received_at} /> },
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
          {
            name: 'Ways out',
            show: (row) => (
              <Decide
                of={`${row.name ?? ''} ${row.id ?? ''}`}
                list="blocked"
                ways={[
                  { label: 'Check again', isMain: true, do: () => decideBlocked([row.id!], 'check') },
                  { label: 'Discard', do: () => decideBlocked([row.id!], 'discard') },
                ]}
              />
            ),
          },
        ]}
        empty={
          <Nothing title="The tracking plan has blocked nothing">An event whose plan says on_violation: block would wait here.</Nothing>
        }
      />
      {pages.rows.length > 0 && (
        <Text size="xs" className="mr-quiet" mt="xs" component="div">
          The plan stands in git: edit the event in <Code>config/tracking-plan</Code>, <Code>npx millrace apply</Code>, then check again.
          What is let through takes effect once, at the time at which it happened.
        </Text>
      )}
    </>
  );
}
