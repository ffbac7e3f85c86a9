// Every connection: set up or not, what came and went lately, what is wrong with it, and a button that asks the other side.

import { Badge, Button, Code, Group, SimpleGrid, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { paths } from '../api-types.js';
import { get, post } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import { useMe } from '../frame/use-session.js';
import { Moment } from '../parts/moment.page.js';
import { Panel } from '../parts/panel.page.js';

type Connection = paths['/api/connections']['get']['data'][number];
type Out = Connection['out'][number];

const every = 15_000;

export function Connections() {
  const connections = useQuery({ queryKey: ['connections'], queryFn: () => get('/api/connections'), refetchInterval: every });
  const me = useMe();
  if (connections.isError && connections.data === undefined)
    return <Failed error={connections.error} again={() => void connections.refetch()} />;
  if (connections.data === undefined) return <Skeleton h={600} role="status" aria-label="Loading" />;
  const { data, looked } = connections.data;
  const mayTest = me.data?.role === 'admin' || me.data?.role === 'ops';
  return (
    <Stack gap="md">
      <Text size="sm" className="mr-quiet">
        Counts are of the newest {looked.toLocaleString()} facts and deliveries; rejections of the last 24 hours.
      </Text>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        {data.map((connection) => (
          <Card key={connection.name} connection={connection} mayTest={mayTest} />
        ))}
      </SimpleGrid>
    </Stack>
  );
}

function Card({ connection, mayTest }: { readonly connection: Connection; readonly mayTest: boolean }) {
  const { name, title, about, is_configured: isConfigured, missing, file, line, can_test: canTest, instead } = connection;
  const test = useMutation({ mutationFn: () => post('/api/connections/{name}/test', {}, { name }) });
  return (
    <Panel
      title={title}
      about={about}
      aside={
        <Badge
          size="sm"
          variant="light"
          color={isConfigured ? 'teal' : 'gray'}
          className="mr-badge"
          data-colour={isConfigured ? 'teal' : 'gray'}
        >
          {isConfigured ? 'set up' : 'not set up'}
        </Badge>
      }
    >
      <Stack gap="xs">
        {missing.length > 0 && (
          <Text size="sm">
            Missing:{' '}
            {missing.map((variable) => (
              <Code key={variable}>{variable}</Code>
            ))}{' '}
            <span className="mr-quiet">(or {missing[0]}_FILE) in the server’s environment</span>
          </Text>
        )}
        {connection.in !== null && (
          <Line name="Came in">
            {connection.in.last_at === null ? (
              'nothing lately'
            ) : (
              <>
                <Moment at={connection.in.last_at} />, {connection.in.verified.toLocaleString()} verified
              </>
            )}
            {connection.in.rejected > 0 && (
              <>
                , {connection.in.rejected.toLocaleString()} rejected, last <Moment at={connection.in.rejected_at} />:{' '}
                {connection.in.rejected_because}
              </>
            )}
          </Line>
        )}
        {connection.out.map((out) => (
          <Sent key={out.action} out={out} />
        ))}
        {file !== null && (
          <Text size="xs" className="mr-quiet">
            config/{file}:{line}
          </Text>
        )}
        {canTest && mayTest ? (
          <Group gap="xs" align="center">
            <Button size="compact-sm" variant="default" loading={test.isPending} aria-label={`Test ${title}`} onClick={() => test.mutate()}>
              Test
            </Button>
            <Text size="sm" role="status" className="mr-value">
              {test.isError ? test.error.message : test.data === undefined ? '' : `${test.data.ok ? '✓' : '✗'} ${test.data.says}`}
              {test.data?.fix !== undefined && <span className="mr-quiet"> To do: {test.data.fix}.</span>}
            </Text>
          </Group>
        ) : (
          instead !== null && (
            <Text size="xs" className="mr-quiet">
              {instead}
            </Text>
          )
        )}
      </Stack>
    </Panel>
  );
}

function Sent({ out }: { readonly out: Out }) {
  const { action, done, failed, waiting, unknown, last_at: lastAt, error, error_at: errorAt, breaker } = out;
  const others = (
    [
      [failed, 'failed'],
      [unknown, 'unknown'],
      [waiting, 'waiting'],
    ] as const
  ).filter(([count]) => count > 0);
  return (
    <>
      <Line name={action}>
        {lastAt === null ? (
          'nothing left lately'
        ) : (
          <>
            <Moment at={lastAt} />, {done.toLocaleString()} done
          </>
        )}
        {others.map(([count, what]) => `, ${count.toLocaleString()} ${what}`).join('')}
      </Line>
      {breaker !== null && (
        <Text size="sm" c="red">
          Held back until <Moment at={breaker.open_until} />: {breaker.error}
        </Text>
      )}
      {error !== null && breaker === null && (
        <Text size="xs" className="mr-quiet" lineClamp={2} component="div">
          Last error, <Moment at={errorAt} />: {error}
        </Text>
      )}
    </>
  );
}

function Line({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Text size="sm" component="div">
      <span className="mr-quiet">{name}: </span>
      {children}
    </Text>
  );
}
