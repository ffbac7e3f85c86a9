// Who may sign in, in which role; links that invite. For admins.

import { Alert, Button, Code, CopyButton, Group, Select, Skeleton, Stack, Table, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { get, patch, post } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';

interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly disabled_at: string | null;
  readonly seen_at: string | null;
}

const roles = [
  { value: 'viewer', label: 'Viewer: looks' },
  { value: 'rep', label: 'Rep: also edits deals' },
  { value: 'ops', label: 'Ops: also decides' },
  { value: 'admin', label: 'Admin: keys and users, too' },
];

export function Users() {
  const queries = useQueryClient();
  const users = useQuery({ queryKey: ['users'], queryFn: () => get('/api/users') });
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('rep');
  const read = () => queries.invalidateQueries({ queryKey: ['users'] });
  const invite = useMutation({ mutationFn: () => post('/api/invitations', { email, role }), onSuccess: () => setEmail('') });
  const change = useMutation({
    mutationFn: ({ id, to }: { id: string; to: { readonly role?: string; readonly disabled?: boolean } }) =>
      patch('/api/users/{id}', to, { id }),
    onSettled: read,
  });
  if (users.isError && users.data === undefined) return <Failed error={users.error} again={() => void users.refetch()} />;
  if (users.data === undefined) return <Skeleton h={300} role="status" aria-label="Loading" />;
  const send = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  const problem = invite.error ?? change.error;
  return (
    <Panel title="Users" about="Each role may do all that the one before may; a changed role ends the sessions">
      <Stack gap="md">
        <form onSubmit={send}>
          <Group gap="xs" align="flex-end">
            <TextInput size="xs" label="E-mail" type="email" required value={email} onChange={(e) => setEmail(e.currentTarget.value)} />
            <Select
              size="xs"
              w={220}
              label="Role"
              data={roles}
              value={role}
              allowDeselect={false}
              onChange={(value) => setRole(value ?? 'rep')}
            />
            <Button size="xs" type="submit" loading={invite.isPending}>
              Make an invitation
            </Button>
          </Group>
        </form>
        {invite.data !== undefined && (
          <Alert color="teal" variant="light" title={`A link for ${invite.data.email}: it works once, within a week`}>
            <Group gap="xs">
              <Code className="mr-break">{invite.data.link}</Code>
              <CopyButton value={invite.data.link}>
                {({ copied, copy }) => (
                  <Button size="compact-xs" variant="default" onClick={copy}>
                    {copied ? 'Copied' : 'Copy'}
                  </Button>
                )}
              </CopyButton>
            </Group>
          </Alert>
        )}
        {problem !== null && (
          <Alert color="red" variant="light" role="alert">
            {problem.message}
          </Alert>
        )}
        <div className="mr-scroll" tabIndex={0} role="group" aria-label="Users">
          <Table verticalSpacing={7}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>E-mail</Table.Th>
                <Table.Th>Role</Table.Th>
                <Table.Th>Last seen</Table.Th>
                <Table.Th>Access</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {(users.data.data as unknown as readonly User[]).map((user) => (
                <Table.Tr key={user.id}>
                  <Table.Td className="mr-value">{user.name}</Table.Td>
                  <Table.Td className="mr-value">{user.email}</Table.Td>
                  <Table.Td>
                    <Select
                      size="xs"
                      w={110}
                      aria-label={`Role of ${user.name}`}
                      data={roles.map(({ value }) => value)}
                      value={user.role}
                      allowDeselect={false}
                      disabled={change.isPending}
                      onChange={(value) => value !== null && value !== user.role && change.mutate({ id: user.id, to: { role: value } })}
                    />
                  </Table.Td>
                  <Table.Td>{user.seen_at === null ? 'not signed in' : <Moment at={user.seen_at} />}</Table.Td>
                  <Table.Td>
                    <Button
                      size="compact-xs"
                      variant="default"
                      disabled={change.isPending}
                      aria-label={`${user.disabled_at === null ? 'Disable' : 'Enable'} ${user.name}`}
                      onClick={() => change.mutate({ id: user.id, to: { disabled: user.disabled_at === null } })}
                    >
                      {user.disabled_at === null ? 'Disable' : 'Enable'}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </Stack>
    </Panel>
  );
}
