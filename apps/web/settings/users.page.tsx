// Who may sign in, in which role; links that invite. For admins.

import { Button, Group, Select, Skeleton, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { get, patch, post } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { ShownOnce } from '../parts/copy.page.js';
import { DataTable } from '../parts/data-table.page.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';
import { Refused } from '../parts/refused.page.js';
import { UserSessions } from './user-sessions.page.js';

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
          <ShownOnce title={`A link for ${invite.data.email}: it works once, within a week`} text={invite.data.link} />
        )}
        <Refused error={invite.error ?? change.error} />
        <DataTable
          label="Users"
          rows={users.data.data}
          idOf={({ id }) => id}
          columns={[
            { name: 'Name', show: ({ name }) => <span className="mr-value">{name}</span> },
            { name: 'E-mail', show: (user) => <span className="mr-value">{user.email}</span> },
            {
              name: 'Role',
              show: (user) => (
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
              ),
            },
            { name: 'Last seen', show: (user) => (user.seen_at === null ? 'not signed in' : <Moment at={user.seen_at} />) },
            { name: 'Signed in', show: ({ id, name }) => <UserSessions id={id} name={name} /> },
            {
              name: 'Access',
              show: ({ id, name, disabled_at: disabledAt }) => (
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={change.isPending}
                  aria-label={`${disabledAt === null ? 'Disable' : 'Enable'} ${name}`}
                  onClick={() => change.mutate({ id, to: { disabled: disabledAt === null } })}
                >
                  {disabledAt === null ? 'Disable' : 'Enable'}
                </Button>
              ),
            },
          ]}
        />
      </Stack>
    </Panel>
  );
}
