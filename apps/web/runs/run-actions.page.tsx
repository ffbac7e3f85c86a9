// What can be done about a run: once more, to the newest version, or to its end with a reason. Only who may, and only what the run allows.

import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMe } from '../frame/use-session.js';
import type { paths } from '../api-types.js';
import { get, post } from '../api.client.js';
import { isSecondClick } from '../parts/is-second-click.js';
import { Refused } from '../parts/refused.page.js';

type Run = paths['/api/runs/{id}']['get'];

export function RunActions({ run }: { readonly run: Run }) {
  const { id, workflow, version_id: version, state, ended_at: ended } = run;
  const me = useMe();
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const failed = useQuery({
    queryKey: ['failed deliveries', id],
    queryFn: () => get('/api/deliveries', { run: id ?? '', state: 'failed', limit: '1' }),
    enabled: id != null,
  });
  const one = useQuery({
    queryKey: ['workflow', workflow, 'newest'],
    queryFn: () => get('/api/workflows/{name}', { days: '1' }, { name: workflow ?? '' }),
    enabled: ended === null,
    staleTime: 60_000,
  });
  const act = useMutation({
    mutationFn: (what: 'retry' | 'cancel' | 'migrate') =>
      what === 'cancel' ? post('/api/runs/{id}/cancel', { reason }, { id: id! }) : post(`/api/runs/{id}/${what}`, {}, { id: id! }),
    onSuccess: () => dialog.close(),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['run', id] }),
        queries.invalidateQueries({ queryKey: ['deliveries of', id] }),
        queries.invalidateQueries({ queryKey: ['failed deliveries', id] }),
      ]),
  });
  if (me.data === undefined || (me.data.role !== 'ops' && me.data.role !== 'admin')) return null;
  const isRetryable = state === 'failed' || (failed.data?.data.length ?? 0) > 0;
  const isOld = ended === null && one.data?.current != null && one.data.current !== version;
  const send = (event: FormEvent) => {
    event.preventDefault();
    act.mutate('cancel');
  };
  return (
    <>
      <Refused error={isOpen ? null : act.error} p="xs" />
      {isRetryable && (
        <Button size="xs" loading={act.isPending} onClick={(event) => !isSecondClick(event) && act.mutate('retry')}>
          Try again
        </Button>
      )}
      {isOld && (
        <Button size="xs" variant="default" loading={act.isPending} onClick={(event) => !isSecondClick(event) && act.mutate('migrate')}>
          Move to the newest version
        </Button>
      )}
      {ended === null && (
        <Button size="xs" variant="default" onClick={dialog.open}>
          Cancel …
        </Button>
      )}
      <Modal opened={isOpen} onClose={dialog.close} title="Cancel this run" closeButtonProps={{ 'aria-label': 'Close' }}>
        <form onSubmit={send}>
          <Stack>
            <Text size="sm">It ends where it stands, and what it asked for and has not left does not leave any more.</Text>
            <Refused error={act.error} />
            <TextInput
              label="Reason"
              description="It stands in the journal and in the audit."
              required
              maxLength={500}
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                Leave it
              </Button>
              <Button type="submit" color="red" loading={act.isPending} disabled={reason.trim() === ''}>
                Cancel the run
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
