// Mail that was kept here instead of sent, when no SMTP server is set: as a demo and a trial have it.

import { Text } from '@mantine/core';
import { useState } from 'react';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { Rows, usePages } from '../parts/rows.page.js';

type Mail = paths['/api/mailbox']['get']['data'][number];

export function Mailbox() {
  const pages = usePages(['mailbox'], (cursor) => get('/api/mailbox', { ...cursor, limit: '25' }), 5000);
  const [chosen, setChosen] = useState<Mail | null>(null);
  const shown = chosen ?? pages.rows[0] ?? null;
  return (
    <>
      <Panel title="Local mailbox" about="Mail goes here, and never outside, while SMTP_URL is not set">
        <Rows
          label="Local mailbox"
          pages={pages}
          idOf={(row) => row.id ?? ''}
          columns={[
            {
              name: 'Subject',
              show: (row) => (
                <button type="button" className="mr-plain-button" aria-pressed={row.id === shown?.id} onClick={() => setChosen(row)}>
                  {row.subject}
                </button>
              ),
            },
            { name: 'To', show: (row) => <span className="mr-value">{row.recipient}</span> },
            { name: 'Email', isWide: true, show: (row) => row.template ?? '–' },
            { name: 'When', isWide: true, show: (row) => <Moment at={row.at} /> },
          ]}
          empty={
            <Nothing title="The mailbox is empty" command="npm run demo">
              Mail of a demo or a trial appears here. With SMTP_URL it is sent, and stands in the delivery log.
            </Nothing>
          }
        />
      </Panel>
      {shown !== null && (
        <Panel title={shown.subject ?? ''} about={`From ${shown.sender ?? ''} to ${shown.recipient ?? ''}`}>
          <iframe
            key={shown.id}
            title={`Mail: ${shown.subject ?? ''}`}
            src={`/api/mailbox/${shown.id ?? ''}/html`}
            sandbox=""
            className="mr-frame"
          />
          <Text size="xs" className="mr-quiet">
            Pictures from elsewhere are not fetched.
          </Text>
        </Panel>
      )}
    </>
  );
}
