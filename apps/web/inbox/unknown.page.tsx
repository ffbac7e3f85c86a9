// Deliveries of which nobody knows whether they arrived.

import { get, post } from '../api.client.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { Decide } from './decide.page.js';

export function Unknown() {
  const pages = usePages(['unknown'], (cursor) => get('/api/deliveries', { ...cursor, state: 'unknown' }));
  const say = (id: string, as: 'sent' | 'failed' | 'again') => () => post('/api/deliveries/{id}/decide', { as }, { id });
  return (
    <Rows
      label="Unknown deliveries"
      pages={pages}
      idOf={(row) => row.id ?? ''}
      columns={[
        { name: 'Asked for', isWide: true, show: (row) => <Moment at={row.created_at} /> },
        {
          name: 'Act',
          show: (row) => (
            <LinkTo to="run" id={row.run_id}>
              {row.action}
            </LinkTo>
          ),
        },
        { name: 'To', show: (row) => <span className="mr-value">{row.recipient}</span> },
        { name: 'What is known', isWide: true, show: (row) => <span className="mr-value">{row.error ?? '–'}</span> },
        {
          name: 'Ways out',
          show: (row) => (
            <Decide
              of={`${row.action ?? ''} to ${row.recipient ?? ''}`}
              list="unknown"
              ways={[
                { label: 'It arrived', isMain: true, do: say(row.id!, 'sent') },
                { label: 'It did not', do: say(row.id!, 'failed') },
                { label: 'Send again', do: say(row.id!, 'again') },
              ]}
            />
          ),
        },
      ]}
      empty={<Nothing title="Of every delivery the end is known" />}
    />
  );
}
