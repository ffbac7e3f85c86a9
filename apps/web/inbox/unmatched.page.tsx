// Facts that no deal matches.

import { get } from '../api.client.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Rows, usePages } from '../parts/rows.page.js';

export function Unmatched() {
  const pages = usePages(['unmatched'], (cursor) => get('/api/unmatched', cursor));
  return (
    <Rows
      label="Unmatched facts"
      pages={pages}
      idOf={(row) => `${row.id ?? ''} ${row.pipeline ?? ''}`}
      columns={[
        { name: 'Happened', show: (row) => <Moment at={row.at} /> },
        {
          name: 'Fact',
          show: (row) => (
            <LinkTo to="event" id={row.event_id}>
              {row.name ?? 'a fact'}
            </LinkTo>
          ),
        },
        { name: 'About', show: (row) => row.who ?? '–' },
        { name: 'Source', isWide: true, show: (row) => row.source ?? '–' },
        { name: 'Waits for a deal in', show: (row) => row.pipeline },
      ]}
      empty={<Nothing title="Every fact has found its deal" />}
    />
  );
}
