// The ways out of events that the tracking plan blocked, one or several: checked again by the plan of today, let through in spite of it,
// or given up. What is let through is told with a reason.

import { Button, Group, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { paths } from '../api-types.js';
import { get, post, Problem } from '../api.client.js';
import { useMe } from '../frame/use-session.js';
import { isSecondClick } from '../parts/is-second-click.js';
import { Refused } from '../parts/refused.page.js';

type Decided = paths['/api/events/blocked']['post']['data'];
type As = 'check' | 'pass' | 'discard';

/** @throws Problem when none of them could be decided */
export async function decideBlocked(ids: readonly string[], as: As, reason = ''): Promise<Decided> {
  const { data } = await post('/api/events/blocked', { ids, as, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) });
  if (data.every(({ state }) => state === 'still_blocked' || state === 'not_blocked')) throw new Problem(said(data), 409);
  return data;
}

export function DecideBlocked({
  ids,
  isAgainst,
  onDone,
}: {
  readonly ids: readonly string[];
  /** The plan of today blocks them, too. */
  readonly isAgainst?: boolean;
  readonly onDone?: () => void;
}) {
  const queries = useQueryClient();
  const me = useMe();
  const [reason, setReason] = useState('');
  const decide = useMutation({
    mutationFn: async (as: As) => {
      const decided = await decideBlocked(ids, as, reason);
      // It is out of the log until it has taken its effect.
      if (as !== 'discard' && ids.length === 1) await untilBack(ids[0]!);
      return decided;
    },
    onSuccess: onDone,
    onSettled: () =>
      Promise.all([['blocked'], ['inbox'], ...ids.map((id) => ['event', id])].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  if (me.data === undefined) return null;
  if (me.data.role !== 'ops' && me.data.role !== 'admin')
    return (
      <Text size="sm" className="mr-quiet">
        Ops decides about it.
      </Text>
    );
  const isIdle = ids.length > 0 && !decide.isPending;
  return (
    <div>
      <Group gap="xs" align="end">
        <TextInput
          size="xs"
          w={260}
          maw="100%"
          label="Why (needed to let through)"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button
          size="xs"
          variant={isAgainst === true ? 'default' : 'filled'}
          disabled={!isIdle}
          onClick={(event) => !isSecondClick(event) && decide.mutate('check')}
        >
          Check again
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!isIdle || reason.trim() === ''}
          onClick={(event) => !isSecondClick(event) && decide.mutate('pass')}
        >
          Let through anyway
        </Button>
        <Button size="xs" variant="default" disabled={!isIdle} onClick={(event) => !isSecondClick(event) && decide.mutate('discard')}>
          Discard
        </Button>
      </Group>
      <Refused error={decide.error} />
      {decide.data !== undefined && (
        <Text size="sm" role="status" mt={6}>
          {said(decide.data)}
        </Text>
      )}
    </div>
  );
}

function said(decided: Decided): string {
  const count = (state: Decided[number]['state']) => decided.filter((one) => one.state === state).length;
  const notes = [...new Set(decided.flatMap((one) => one.notes))].slice(0, 5);
  return [
    [count('waiting'), 'back in the inbox, to take effect now'],
    [count('discarded'), 'discarded'],
    [count('still_blocked'), `still blocked: ${notes.join('; ')}`],
    [count('not_blocked'), 'decided already'],
  ]
    .flatMap(([number, what]) => (number === 0 ? [] : [decided.length === 1 ? `It is ${what}` : `${number} ${what}`]))
    .join('. ');
}

async function untilBack(id: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    if (
      await get('/api/events/{id}', {}, { id }).then(
        () => true,
        () => false,
      )
    )
      return;
  }
}
