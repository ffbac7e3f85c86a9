// Breakers that have tripped: the other side of an action is away, and what is meant for it waits.

import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { get, post } from '../api.client.js';
import { useMe } from '../frame/use-session.js';
import { Moment } from '../parts/moment.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { Refused } from '../parts/refused.page.js';
import { Rows, usePages } from '../parts/rows.page.js';
import { Decide } from './decide.page.js';
import { sayCount } from './use-inbox.js';

export function Breakers() {
  const pages = usePages(['breakers'], (cursor) => get('/api/breakers', cursor), 10_000);
  return (
    <Rows
      label="Tripped breakers"
      pages={pages}
      idOf={(row) => row.action ?? ''}
      columns={[
        { name: 'Act', show: (row) => row.action },
        { name: 'Away since', show: (row) => <Moment at={row.since} /> },
        { name: 'Waiting', isNumber: true, show: (row) => sayCount(row.waiting ?? 0) },
        { name: 'Tried again', isWide: true, show: (row) => <Moment at={row.open_until} /> },
        { name: 'What it said last', isWide: true, show: (row) => <span className="mr-value">{row.error === '' ? '–' : row.error}</span> },
        {
          name: 'Ways out',
          show: (row) => (
            <Group gap={6} wrap="nowrap">
              <Decide
                of={row.action ?? ''}
                list="breakers"
                ways={[{ label: 'Try now', isMain: true, do: () => post('/api/breakers/{action}/try', {}, { action: row.action! }) }]}
              />
              <GiveUp action={row.action ?? ''} waiting={row.waiting ?? 0} />
            </Group>
          ),
        },
      ]}
      empty={<Nothing title="Every other side answers" />}
    />
  );
}

function GiveUp({ action, waiting }: { readonly action: string; readonly waiting: number }) {
  const me = useMe();
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const give = useMutation({
    mutationFn: () => post('/api/breakers/{action}/give-up', { reason }, { action }),
    onSuccess: dialog.close,
    onSettled: () => Promise.all([['breakers'], ['inbox']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  if (me.data?.role !== 'ops' && me.data?.role !== 'admin') return null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    give.mutate();
  };
  return (
    <>
      <Button size="compact-sm" variant="default" aria-label={`Give up: ${action}`} onClick={dialog.open}>
        Give up …
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={`Give up what waits for ${action}`} closeButtonProps={{ 'aria-label': 'Close' }}>
        <form onSubmit={send}>
          <Stack>
            <Text size="sm">
              {waiting === 0
                ? 'Nothing waits for it; the breaker is closed.'
                : `${sayCount(waiting)} ${waiting === 1 ? 'delivery fails' : 'deliveries fail'} for good, and the runs go on by that.`}
            </Text>
            <Refused error={give.error} />
            <TextInput
              label="Reason"
              description="It stands in the audit."
              required
              maxLength={500}
              data-autofocus
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                Let them wait
              </Button>
              <Button type="submit" color="red" loading={give.isPending} disabled={reason.trim() === ''}>
                Give up
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
