// Every mail that was asked for, and what became of it.

import { Select } from '@mantine/core';
import { useState } from 'react';
import { get } from '../api.client.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { StateBadge } from '../parts/state-badge.page.js';
import { sayName } from '../words.js';

const states = ['waiting', 'sending', 'done', 'failed', 'unknown', 'canceled'] as const;

export function Deliveries() {
  const [state, setState] = useState<string | null>(null);
  const query = { action: 'email.send', ...(state === null ? {} : { state }) };
  const pages = usePages(['mail log', query], (cursor) => get('/api/deliveries', { ...cursor, ...query }), 10_000);
  return (
    <Panel
      title="Delivery log"
      aside={
        <Select
          size="xs"
          w={140}
          aria-label="State"
          placeholder="Every state"
          clearable
          data={states.map((value) => ({ value, label: sayName(value) }))}
          value={state}
          onChange={setState}
        />
      }
    >
      <Rows
        label="Delivery log"
        pages={pages}
        idOf={(row) => row.id ?? ''}
        columns={[
          {
            name: 'To',
            show: (row) => (
              <LinkTo to="person" id={row.person_id}>
                {row.recipient}
              </LinkTo>
            ),
          },
          {
            name: 'Workflow',
            isWide: true,
            show: (row) => (
              <LinkTo to="run" id={row.run_id}>
                {row.workflow}
              </LinkTo>
            ),
          },
          { name: 'State', show: (row) => <StateBadge state={row.state} /> },
          { name: 'Tries', isWide: true, isNumber: true, show: (row) => (row.attempts ?? 0).toLocaleString() },
          { name: 'What was said', isWide: true, show: (row) => <span className="mr-value">{row.error ?? '–'}</span> },
          { name: 'Asked for', show: (row) => <Moment at={row.created_at} /> },
        ]}
        empty={<Nothing title={state === null ? 'No mail was asked for yet' : `No mail is ${state}`} />}
      />
    </Panel>
  );
}
