// API keys: made with a scope, shown once, revoked. Only an admin changes them.

import { Button, Group, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMe } from '../frame/use-session.js';
import { get, post } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { ShownOnce } from '../parts/copy.page.js';
import { DataTable } from '../parts/data-table.page.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';
import { Refused } from '../parts/refused.page.js';

const scopes = [
  { value: 'read', label: 'Read' },
  { value: 'ops', label: 'Ops: also changes' },
  { value: 'admin', label: 'Admin: keys and users, too' },
];

export function Keys() {
  const queries = useQueryClient();
  const me = useMe();
  const keys = useQuery({ queryKey: ['keys'], queryFn: () => get('/api/keys') });
  const [name, setName] = useState('');
  const [scope, setScope] = useState('read');
  const make = useMutation({
    mutationFn: () => post('/api/keys', { name, scope }),
    onSuccess: () => setName(''),
    onSettled: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => post('/api/keys/{id}/revoke', {}, { id }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['keys'] }),
  });
  if (keys.isError && keys.data === undefined) return <Failed error={keys.error} again={() => void keys.refetch()} />;
  if (keys.data === undefined) return <Skeleton h={300} role="status" aria-label="Loading" />;
  const isAdmin = me.data?.role === 'admin';
  const send = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Panel title="API keys" about="For programs; a key does what its scope says">
      <Stack gap="md">
        {isAdmin && (
          <form onSubmit={send}>
            <Group gap="xs" align="flex-end">
              <TextInput
                size="xs"
                label="Name"
                placeholder="grafana"
                required
                maxLength={100}
                value={name}
                onChange={(e) => setName(e.currentTarget.value)}
              />
              <Select
                size="xs"
                label="Scope"
                data={scopes}
                value={scope}
                allowDeselect={false}
                onChange={(value) => setScope(value ?? 'read')}
              />
              <Button size="xs" type="submit" loading={make.isPending}>
                Make a key
              </Button>
            </Group>
          </form>
        )}
        {make.data !== undefined && <ShownOnce title={`The key ${make.data.name}: it is shown this once`} text={make.data.key} />}
        <Refused error={make.error ?? revoke.error} />
        <DataTable
          label="API keys"
          rows={keys.data.data}
          idOf={(key) => key.id ?? ''}
          columns={[
            { name: 'Name', show: (key) => <span className="mr-value">{key.name}</span> },
            { name: 'Scope', show: (key) => key.scope },
            { name: 'Made', isWide: true, show: (key) => <Moment at={key.created_at} /> },
            { name: 'Last used', show: (key) => (key.last_used_at == null ? 'never' : <Moment at={key.last_used_at} />) },
            {
              name: 'State',
              show: (key) =>
                key.revoked_at != null ? (
                  <Text size="sm" className="mr-quiet" component="div">
                    revoked <Moment at={key.revoked_at} />
                  </Text>
                ) : isAdmin ? (
                  <Button
                    size="compact-xs"
                    variant="default"
                    disabled={revoke.isPending}
                    aria-label={`Revoke ${key.name ?? ''}`}
                    onClick={() => revoke.mutate(key.id!)}
                  >
                    Revoke
                  </Button>
                ) : (
                  'live'
                ),
            },
          ]}
        />
      </Stack>
    </Panel>
  );
}
