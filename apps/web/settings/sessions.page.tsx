// Where I am signed in; each can be ended.

import { Skeleton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { get, del } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Panel } from '../parts/panel.page.js';
import { Refused } from '../parts/refused.page.js';
import { SessionLines } from './session-lines.page.js';

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
      <SessionLines sessions={sessions.data.data} isPending={end.isPending} onEnd={end.mutate} />
    </Panel>
  );
}
