// API keys: made with a scope, shown once, revoked. Only an admin changes them.

import { Alert, Button, Code, CopyButton, Group, Select, Skeleton, Stack, Table, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { get, post } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';

const scopes = [
  { value: 'read', label: 'Read' },
  { value: 'ops', label: 'Ops: also changes' },
  { value: 'admin', label: 'Admin: keys and users, too' },
];

export function Keys() {
  const queries = useQueryClient();
  const me = useQuery({ queryKey: ['me'], queryFn: () => get('/api/me') });
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
  const problem = make.error ?? revoke.error;
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
        {make.data !== undefined && (
          <Alert color="teal" variant="light" title={`The key ${make.data.name}: it is shown this once`}>
            <Group gap="xs">
              <Code className="mr-break">{make.data.key}</Code>
              <CopyButton value={make.data.key}>
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
        <div className="mr-scroll" tabIndex={0} role="group" aria-label="API keys">
          <Table verticalSpacing={7}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Scope</Table.Th>
                <Table.Th className="mr-wide">Made</Table.Th>
                <Table.Th>Last used</Table.Th>
                <Table.Th>State</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {keys.data.data.map((key) => (
                <Table.Tr key={key.id}>
                  <Table.Td className="mr-value">{key.name}</Table.Td>
                  <Table.Td>{key.scope}</Table.Td>
                  <Table.Td className="mr-wide">
                    <Moment at={key.created_at} />
                  </Table.Td>
                  <Table.Td>{key.last_used_at == null ? 'never' : <Moment at={key.last_used_at} />}</Table.Td>
                  <Table.Td>
                    {key.revoked_at != null ? (
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
                    )}
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
