// Events that failed alone.

import { get, post } from '../api.client.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { Decide } from './decide.page.js';

export function DeadLetters() {
  const pages = usePages(['dead-letters'], (cursor) => get('/api/dead-letters', cursor));
  return (
    <Rows
      label="Dead letters"
      pages={pages}
      idOf={(row) => row.id ?? ''}
      columns={[
        { name: 'Failed', isWide: true, show: (row) => <Moment at={row.failed_at} /> },
        { name: 'Source', show: (row) => row.source },
        { name: 'Why', show: (row) => <span className="mr-value">{row.error}</span> },
        {
          name: 'Ways out',
          show: (row) => (
            <Decide
              of={`dead letter ${row.id ?? ''}`}
              list="dead-letters"
              ways={[
                { label: 'Try again', isMain: true, do: () => post('/api/dead-letters/{id}/retry', {}, { id: row.id! }) },
                { label: 'Give up', do: () => post('/api/dead-letters/{id}/discard', {}, { id: row.id! }) },
              ]}
            />
          ),
        },
      ]}
      empty={<Nothing title="No event was set aside" />}
    />
  );
}
