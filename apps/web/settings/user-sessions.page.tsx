// Where one user is signed in, for an admin, who ends one session or all.

import { Button, Group, Loader, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { del, get } from '../api.client.js';
import { Refused } from '../parts/refused.page.js';
import { SessionLines } from './session-lines.page.js';

export function UserSessions({ id, name }: { readonly id: string; readonly name: string }) {
  const queries = useQueryClient();
  const [isOpen, dialog] = useDisclosure(false);
  const key = ['sessions of', id];
  const sessions = useQuery({ queryKey: key, queryFn: () => get('/api/users/{id}/sessions', {}, { id }), enabled: isOpen });
  const end = useMutation({
    mutationFn: (session: string | null) =>
      session === null ? del('/api/users/{id}/sessions', { id }) : del('/api/users/{id}/sessions/{session}', { id, session }),
    onSettled: () => Promise.all([key, ['users']].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
  const rows = sessions.data?.data;
  return (
    <>
      <Button size="compact-xs" variant="default" aria-label={`Sessions of ${name}`} onClick={dialog.open}>
        Sessions …
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={`Where ${name} is signed in`} closeButtonProps={{ 'aria-label': 'Close' }}>
        <Stack>
          <Refused error={sessions.error ?? end.error} />
          {sessions.isPending && <Loader size="sm" role="status" aria-label="Loading" />}
          {rows?.length === 0 && <Text size="sm">Nowhere at the moment.</Text>}
          {rows !== undefined && rows.length > 0 && (
            <>
              <SessionLines sessions={rows} isPending={end.isPending} onEnd={end.mutate} />
              <Group justify="flex-end">
                <Button size="xs" color="red" loading={end.isPending} onClick={() => end.mutate(null)}>
                  Sign out everywhere
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </Modal>
    </>
  );
}
