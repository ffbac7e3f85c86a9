// A workflow that is paused says so, with who and why; who may pauses it and lets it go on.

import { Alert, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { paths } from '../api-types.js';
import { post } from '../api.client.js';
import { useMe } from '../frame/use-session.js';
import { Moment } from '../parts/moment.page.js';
import { Refused } from '../parts/refused.page.js';

export type Paused = paths['/api/workflows/{name}']['get']['paused'];

function useChange(name: string, onDone?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ to, reason }: { readonly to: 'pause' | 'resume'; readonly reason?: string }) =>
      post(`/api/workflows/{name}/${to}`, reason === undefined ? {} : { reason }, { name }),
    onSuccess: onDone,
    onSettled: () => Promise.all([['workflow', name], ['workflows'], ['runs']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}

export function PausedNotice({ name, paused }: { readonly name: string; readonly paused: Paused }) {
  const me = useMe();
  const change = useChange(name);
  if (paused === null) return null;
  return (
    <Alert color="orange" variant="light" title="It is paused" role="status">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">
          Since <Moment at={paused.since} /> by {paused.by}: {paused.reason}. Nobody comes in, its runs stay where they are, and nothing of
          it leaves.
        </Text>
        <Refused error={change.error} />
        {(me.data?.role === 'ops' || me.data?.role === 'admin') && (
          <Button size="xs" loading={change.isPending} onClick={() => change.mutate({ to: 'resume' })}>
            Let it go on
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

export function PauseButton({ name, paused, active }: { readonly name: string; readonly paused: Paused; readonly active: number }) {
  const me = useMe();
  const [isOpen, dialog] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const change = useChange(name, () => {
    dialog.close();
    setReason('');
  });
  if (paused !== null || (me.data?.role !== 'ops' && me.data?.role !== 'admin')) return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ to: 'pause', reason });
  };
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        Pause …
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={`Pause ${name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
        <form onSubmit={send}>
          <Stack>
            <Text size="sm" component="div">
              <ul className="mr-plain">
                <li>Nobody comes in; who would have does not come in later.</li>
                <li>
                  {active === 0
                    ? 'No run is under way.'
                    : `${active.toLocaleString()} ${active === 1 ? 'run stays' : 'runs stay'} before the next step; waits count on, and what came due goes on afterwards.`}
                </li>
                <li>What was asked for and has not left stays, too. What ends a run ends it all the same.</li>
              </ul>
            </Text>
            <Refused error={change.error} />
            <TextInput
              label="Reason"
              description="It is shown to everybody, and stands in the audit."
              required
              maxLength={500}
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                Leave it running
              </Button>
              <Button type="submit" loading={change.isPending} disabled={reason.trim() === ''}>
                Pause it
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
