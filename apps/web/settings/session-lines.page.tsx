// Sessions, one line each, with a button that ends it.

import { Badge, Button, Text } from '@mantine/core';
import type { paths } from '../api-types.js';
import { Moment } from '../parts/moment.page.js';

type Session = paths['/api/sessions']['get']['data'][number];

export function SessionLines({
  sessions,
  isPending,
  onEnd,
}: {
  readonly sessions: readonly Session[];
  readonly isPending: boolean;
  readonly onEnd: (id: string) => void;
}) {
  return (
    <ul className="mr-lines">
      {sessions.map((session) => (
        <li key={session.id}>
          <div className="mr-what">
            <Text size="sm">{session.agent === '' ? 'An unnamed browser' : session.agent}</Text>
            <Text size="xs" className="mr-quiet" component="div">
              since <Moment at={session.created_at} />, last seen <Moment at={session.seen_at} />
            </Text>
          </div>
          {session.is_this_one ? (
            <Badge variant="default">this one</Badge>
          ) : (
            <Button size="compact-sm" variant="default" disabled={isPending} onClick={() => onEnd(session.id)}>
              End
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
