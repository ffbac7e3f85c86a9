// Everything that happened to a person or an account, the newest first, with what kinds to show.

import { Chip, Group, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { More, usePages } from '../parts/rows.page.js';
import { StateBadge } from '../parts/state-badge.page.js';
import { sayName } from '../words.js';

type Item = paths['/api/people/{id}/timeline']['get']['data'][number];

const kinds: readonly (readonly [Item['kind'], string])[] = [
  ['event', 'Facts'],
  ['delivery', 'Mail and acts'],
  ['run', 'Runs'],
  ['task', 'Tasks'],
  ['change', 'Changes'],
];

export function Timeline({ of, id, now }: { readonly of: 'people' | 'accounts'; readonly id: string; readonly now: number }) {
  const [only, setOnly] = useState<string[]>([]);
  const pages = usePages(['timeline', of, id, only], (cursor) =>
    get(`/api/${of}/{id}/timeline`, { ...cursor, limit: '30', ...(only.length === 0 ? {} : { only: only.join(',') }) }, { id }),
  );
  return (
    <Panel
      title="Timeline"
      aside={
        <Chip.Group multiple value={only} onChange={setOnly}>
          <Group gap={6} role="group" aria-label="What to show">
            {kinds.map(([kind, name]) => (
              <Chip key={kind} value={kind} size="xs" variant="outline">
                {name}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      }
    >
      {pages.isPending && <Skeleton h={180} role="status" aria-label="Loading" />}
      {pages.isError && <Failed error={pages.error} again={() => void pages.refetch()} />}
      {pages.isSuccess && pages.rows.length === 0 && <Nothing title="Nothing of this kind has happened" />}
      <ol className="mr-timeline">
        {pages.rows.map((item) => (
          <Line key={`${item.kind} ${item.id}`} item={item} now={now} showsPerson={of === 'accounts'} />
        ))}
      </ol>
      <More pages={pages} />
    </Panel>
  );
}

const said: Readonly<Record<Item['kind'], string>> = { event: 'Fact', delivery: 'Sent', run: 'Run', task: 'Task', change: 'Changed' };

function Line({ item, now, showsPerson }: { readonly item: Item; readonly now: number; readonly showsPerson: boolean }) {
  return (
    <li data-kind={item.kind}>
      <Text size="xs" className="mr-quiet mr-when">
        <Moment at={item.at} now={now} />
      </Text>
      <div className="mr-what">
        <Text size="sm" component="div">
          <span className="mr-quiet">{said[item.kind]}</span>{' '}
          <b>
            {item.kind === 'change' ? (
              sayField(item.title)
            ) : item.kind === 'event' ? (
              <LinkTo to="event" id={item.id}>
                {item.title}
              </LinkTo>
            ) : (
              item.title
            )}
          </b>
          {item.kind === 'change' && <span className="mr-number"> {readable(item.state)}</span>}{' '}
          {item.kind !== 'change' && <StateBadge state={item.state} />}
        </Text>
        <Text size="xs" className="mr-quiet" component="div">
          {item.kind === 'change' && item.note !== null ? `because of ${item.note}` : item.note}
          {showsPerson && item.person_id !== null && (
            <>
              {' · '}
              <LinkTo to="person" id={item.person_id}>
                person
              </LinkTo>
            </>
          )}
          {item.run_id !== null && (
            <>
              {' · '}
              <LinkTo to="run" id={item.run_id}>
                run
              </LinkTo>
            </>
          )}
          {item.deal_id !== null && (
            <>
              {' · '}
              <LinkTo to="deal" id={item.deal_id}>
                deal
              </LinkTo>
            </>
          )}
        </Text>
      </div>
    </li>
  );
}

const sayField = (field: string) => sayName(field.replace(/^(score|traits)\./, ''));

/** `"new" → "won"` without the quotes; `null` as nothing. */
const readable = (change: string | null) => (change ?? '').replaceAll('"', '').replaceAll(/\bnull\b/g, '–');
