// A state as a small badge: the words say it, the colour only helps.

import { Badge } from '@mantine/core';
import { sayName } from '../words.js';

const colours: Readonly<Record<string, string>> = {
  done: 'teal',
  used: 'teal',
  open: 'blue',
  waiting: 'blue',
  sleeping: 'blue',
  listening: 'blue',
  ready: 'blue',
  sending: 'blue',
  unplanned: 'orange',
  unknown: 'orange',
  blocked: 'red',
  failed: 'red',
  set_aside: 'red',
};

export function StateBadge({ state }: { readonly state: string | null | undefined }) {
  if (state === null || state === undefined) return <>–</>;
  return (
    <Badge size="sm" variant="light" color={colours[state] ?? 'gray'} className="mr-badge" data-colour={colours[state] ?? 'gray'}>
      {sayName(state)}
    </Badge>
  );
}
