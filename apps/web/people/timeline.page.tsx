// Everything that happened to a person, an account or a deal, the newest first, with what kinds to show. A mail opens in its place.

import { Chip, Group, Skeleton, Text } from '@mantine/core';
import { useState } from 'react';
import type { paths } from '../api-types.js';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Letter } from './letter.page.js';
import { LinkTo } from '../parts/link-to.page.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Panel } from '../parts/panel.page.js';
import { More, usePages } from '../parts/rows.page.js';
import { StateBadge } from '../parts/state-badge.page.js';
import { sayChange, sayName } from '../words.js';

type Of = 'people' | 'accounts' | 'deals';
type Item = paths[`/api/${Of}/{id}/timeline`]['get']['data'][number];
type Kinds = readonly (readonly [Item['kind'], string])[];

const kindsOfDeal: Kinds = [
  ['event', 'Facts'],
  ['mail', 'Mail'],
  ['act', 'Other acts'],
  ['call', 'Calls and meetings'],
  ['payment', 'Payments'],
  ['note', 'Notes'],
  ['task', 'Tasks'],
  ['run', 'Runs'],
  ['change', 'Changes'],
];

const kinds: Kinds = [
  ['event', 'Facts'],
  ['delivery', 'Mail and acts'],
  ['run', 'Runs'],
  ['task', 'Tasks'],
  ['change', 'Changes'],
];

export function Timeline({ of, id, now }: { readonly of: Of; readonly id: string; readonly now: number }) {
  const [only, setOnly] = useState<string[]>([]);
  const pages = usePages<Item>(['timeline', of, id, only], (cursor) =>
    get(`/api/${of}/{id}/timeline`, { ...cursor, limit: '30', ...(only.length === 0 ? {} : { only: only.join(',') }) }, { id }),
  );
  return (
    <Panel
      title="Timeline"
      aside={
        <Chip.Group multiple value={only} onChange={setOnly}>
          <Group gap={6} role="group" aria-label="What to show">
            {(of === 'deals' ? kindsOfDeal : kinds).map(([kind, name]) => (
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
          <Line key={`${item.kind} ${item.id}`} item={item} now={now} showsPerson={of !== 'people'} showsDeal={of !== 'deals'} />
        ))}
      </ol>
      <More pages={pages} />
    </Panel>
  );
}

const said: Readonly<Record<Item['kind'], string>> = {
  event: 'Fact',
  call: 'Call or meeting',
  payment: 'Payment',
  delivery: 'Sent',
  mail: 'Mail',
  act: 'Act',
  run: 'Run',
  task: 'Task',
  note: 'Note',
  change: 'Changed',
};

const facts: readonly Item['kind'][] = ['event', 'call', 'payment'];

function Line({
  item,
  now,
  showsPerson,
  showsDeal,
}: {
  readonly item: Item;
  readonly now: number;
  readonly showsPerson: boolean;
  readonly showsDeal: boolean;
}) {
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
            ) : facts.includes(item.kind) ? (
              <LinkTo to="event" id={item.id}>
                {item.title}
              </LinkTo>
            ) : (
              item.title
            )}
          </b>
          {item.kind === 'change' && <span className="mr-number"> {sayChange(item.state ?? '', item.title)}</span>}{' '}
          {item.kind !== 'change' && item.kind !== 'note' && <StateBadge state={item.state} />}
        </Text>
        <Text size="xs" className="mr-quiet" component="div">
          {item.kind === 'change' && item.note !== null
            ? `because of ${item.note}`
            : item.kind === 'note'
              ? `by ${item.note ?? ''}`
              : item.note}
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
          {showsDeal && item.deal_id !== null && (
            <>
              {' · '}
              <LinkTo to="deal" id={item.deal_id}>
                deal
              </LinkTo>
            </>
          )}
        </Text>
        {item.kind === 'mail' && <Letter id={item.id} />}
      </div>
    </li>
  );
}

const sayField = (field: string) => sayName(field.replace(/^(score|traits)\./, ''));
