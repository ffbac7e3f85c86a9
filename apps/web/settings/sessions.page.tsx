// Where I am signed in; each can be ended.

import { Badge, Button, Skeleton, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, del } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';
import { Refused } from '../parts/refused.page.js';

export function Sessions() {
  const queries = useQueryClient();
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: () => get('/api/sessions') });
  const end = useMutation({
    mutationFn: (id: string) => del('/api/sessions/{id}', { id }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
  if (sessions.isError && sessions.data === undefined) return <Failed error={sessions.error} again={() => void sessions.refetch()} />;
  if (sessions.data === undefined) return <Skeleton h={200} role="status" aria-label="Loading" />;
  return (
    <Panel title="My sessions" about="Where you are signed in">
      <Refused error={end.error} mb="xs" />
      <ul className="mr-lines">
        {sessions.data.data.map((session) => (
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
              <Button size="compact-sm" variant="default" disabled={end.isPending} onClick={() => end.mutate(session.id)}>
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
