// What needs a person: one kind at a time, each row with what can be done about it. Nothing that failed is silent.

import { Skeleton, Stack, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Failed } from '../frame/states.page.js';
import { Heading } from '../parts/heading.page.js';
import { Panel } from '../parts/panel.page.js';
import { BlockedEvents } from './blocked-events.page.js';
import { Breakers } from './breakers.page.js';
import { Clashes } from './clashes.page.js';
import { DeadLetters } from './dead-letters.page.js';
import { Unknown } from './unknown.page.js';
import { Unmatched } from './unmatched.page.js';
import { type InboxKind, sayCount, useInbox } from './use-inbox.js';

const kinds: readonly {
  readonly kind: InboxKind;
  readonly title: string;
  readonly about: string;
  readonly rows: () => ReactNode;
}[] = [
  {
    kind: 'dead_letters',
    title: 'Dead letters',
    about: 'Events that failed alone and were set aside; their neighbours went on. Mend the cause, then try again.',
    rows: () => <DeadLetters />,
  },
  {
    kind: 'unknown',
    title: 'Unknown deliveries',
    about: 'Acts that may have arrived and were never answered. Look at the other side, then say what became of them.',
    rows: () => <Unknown />,
  },
  {
    kind: 'breakers',
    title: 'Tripped breakers',
    about: 'The other side of an act is away. What is meant for it waits, and is tried again by itself, less and less often.',
    rows: () => <Breakers />,
  },
  {
    kind: 'clashes',
    title: 'Identity clashes',
    about: 'Two that a fact says are one, and that are never merged by themselves.',
    rows: () => <Clashes />,
  },
  {
    kind: 'blocked',
    title: 'Blocked events',
    about:
      'The tracking plan let them take no effect. Mend the plan and check again, let through, or discard; those of seven days are counted.',
    rows: () => <BlockedEvents />,
  },
  {
    kind: 'unmatched',
    title: 'Unmatched facts',
    about: 'They could move a deal and match none. Each is tried again by itself when a deal appears that it could be about.',
    rows: () => <Unmatched />,
  },
];

export function InboxPage() {
  const search = useSearch({ from: '/frame/inbox' });
  const navigate = useNavigate();
  const counts = useInbox();
  if (counts.isError && counts.data === undefined) return <Failed error={counts.error} again={() => void counts.refetch()} />;
  if (counts.data === undefined) return <Skeleton h={400} role="status" aria-label="Loading" />;
  const { data } = counts;
  const shown = kinds.find(({ kind }) => kind === search.kind) ?? kinds.find(({ kind }) => data[kind] > 0) ?? kinds[0]!;
  const isEmpty = kinds.every(({ kind }) => data[kind] === 0);
  return (
    <Stack gap="md">
      <Heading title="Inbox" about={isEmpty ? 'Nothing needs you at the moment' : 'What needs a person’s word'} />
      <nav aria-label="Kinds" className="mr-kinds">
        {kinds.map(({ kind, title }) => (
          <button
            key={kind}
            type="button"
            aria-current={kind === shown.kind ? 'true' : undefined}
            onClick={() => void navigate({ to: '/inbox', search: { kind }, replace: true })}
          >
            <Text span size="xl" fw={700} className="mr-number" display="block">
              {sayCount(data[kind])}
            </Text>
            <Text span size="sm">
              {title}
            </Text>
          </button>
        ))}
      </nav>
      <Panel title={shown.title} about={shown.about}>
        {shown.rows()}
      </Panel>
    </Stack>
  );
}
