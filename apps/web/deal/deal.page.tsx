// One deal: where it stands and since when, its fields with who or what said so, and why each change was made.

import { Alert, Badge, Button, Card, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { get, post } from '../api.client.js';
import { useBoard, useWorkspace } from '../board/use-board.js';
import { Failed } from '../frame/states.page.js';
import { isMoney, sayAge, sayAgo, sayInstant, sayMoney, sayName, sayTime, sayValue } from '../words.js';
import { WhyList } from './why-list.page.js';

export function DealPage() {
  const { id } = useParams({ from: '/frame/deals/$id' });
  const queries = useQueryClient();
  const deal = useQuery({ queryKey: ['deal', id], queryFn: () => get('/api/deals/{id}', {}, { id }) });
  const why = useQuery({ queryKey: ['why', id], queryFn: () => get('/api/why/deal/{id}', {}, { id }) });
  const me = useQuery({ queryKey: ['me'], queryFn: () => get('/api/me') });
  const { board, cards } = useBoard(deal.data?.pipeline ?? undefined);
  const workspace = useWorkspace();
  const decide = useMutation({
    mutationFn: ({ proposal, as }: { proposal: string; as: 'accept' | 'dismiss' }) =>
      post(`/api/proposals/{id}/${as}`, {}, { id: proposal }),
    onSettled: () => {
      dispatchEvent(new CustomEvent('millrace:deals', { detail: [id] }));
      return Promise.all([queries.invalidateQueries({ queryKey: ['deal', id] }), queries.invalidateQueries({ queryKey: ['why', id] })]);
    },
  });
  const failed = deal.error ?? why.error ?? workspace.error;
  if (failed !== null)
    return <Failed error={failed} again={() => void Promise.all([deal.refetch(), why.refetch(), workspace.refetch()])} />;
  if (!deal.isSuccess || !why.isSuccess || !workspace.isSuccess || board.isPending || me.isPending)
    return <Skeleton h={480} aria-label="Loading" />;
  const card = cards.find((one) => one.id === id);
  const { stage, amount, owner, drift, holds, fields } = deal.data;
  const stages = workspace.data.pipelines.find(({ name }) => name === deal.data.pipeline)?.stages ?? [];
  const { questions } = why.data;
  const now = board.data?.now ?? Date.now();
  const nameOf = (key: unknown) => workspace.data.reps.find((rep) => rep.key === key)?.name ?? sayValue(key);
  const held = new Map(Object.entries((holds ?? {}) as Record<string, string>).map(([name, until]) => [name, Date.parse(until)]));
  const own = Object.entries((fields ?? {}) as Record<string, unknown>);
  const rows: readonly (readonly [string, string])[] = [
    ['amount', amount == null ? '–' : sayMoney(amount)],
    ['owner', nameOf(owner)],
    ['closed_at', deal.data.closed_at == null ? '–' : sayTime(Date.parse(deal.data.closed_at))],
    ...own.map(([name, value]) => [name, sayValue(value)] as const),
  ];
  return (
    <Stack maw={1080} mx="auto">
      <div>
        <Link to="/deals" search={{}}>
          ← Deals
        </Link>
        <Group justify="space-between" align="baseline" mt={4}>
          <Title order={1} size="h2" className="mr-words">
            {deal.data.name}
          </Title>
          <Text size="xl" fw={650} className="mr-number">
            {amount == null ? 'No amount' : sayMoney(amount)}
          </Text>
        </Group>
        <Text size="sm" className="mr-quiet">
          {nameOf(owner) === '–' ? 'Nobody owns it' : nameOf(owner)}
          {card?.tier == null ? '' : ` · ${sayName(card.tier)}`} · since {sayTime(Date.parse(deal.data.created_at ?? ''))}
        </Text>
      </div>
      {decide.error !== null && (
        <Alert color="red" variant="light" role="alert">
          {decide.error.message}
        </Alert>
      )}
      {card?.proposal != null && (
        <Alert color="orange" variant="light" title={`Proposed: move to ${sayName(card.proposal.stage)}`}>
          <Text size="sm">{card.proposal.reason}</Text>
          {me.data?.role !== 'viewer' && (
            <Group mt="xs" gap="xs">
              <Button size="xs" loading={decide.isPending} onClick={() => decide.mutate({ proposal: card.proposal!.id, as: 'accept' })}>
                Accept
              </Button>
              <Button
                size="xs"
                variant="default"
                disabled={decide.isPending}
                onClick={() => decide.mutate({ proposal: card.proposal!.id, as: 'dismiss' })}
              >
                Dismiss
              </Button>
            </Group>
          )}
        </Alert>
      )}
      {(drift?.length ?? 0) > 0 && (
        <Alert color="orange" variant="light" title="Billing says another amount">
          {drift!
            .filter(isMoney)
            .map((money) => `${money.amount > 0 ? '+' : ''}${sayMoney(money)}`)
            .join(', ')}{' '}
          beside the deal’s own
        </Alert>
      )}
      <nav aria-label="Way through the stages">
        <ol className="mr-path" tabIndex={0}>
          {stages.map(({ name }) => {
            const reached = questions.filter(({ field, to }) => field === 'stage' && to === name).at(-1);
            return (
              <li key={name} aria-current={name === stage ? 'step' : undefined}>
                <Text size="sm" fw={600}>
                  {sayName(name)}
                </Text>
                <Text size="xs" title={reached === undefined ? undefined : sayInstant(reached.at)}>
                  {name === stage
                    ? `for ${sayAge(Date.parse(deal.data.in_stage_since ?? ''), now)}`
                    : reached === undefined
                      ? '–'
                      : `${sayAgo(reached.at, now)}`}
                </Text>
              </li>
            );
          })}
        </ol>
      </nav>
      <Card withBorder>
        <Title order={2} size="h5" mb="xs">
          Fields
        </Title>
        <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} role="group" aria-label="Fields">
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Field</Table.Th>
                <Table.Th>Value</Table.Th>
                <Table.Th>Who or what said so</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(([name, value]) => {
                const said = questions.filter(({ field }) => field === name).at(-1);
                return (
                  <Table.Tr key={name}>
                    <Table.Td>{sayName(name)}</Table.Td>
                    <Table.Td className="mr-number mr-words">{value}</Table.Td>
                    <Table.Td>
                      <Text size="sm" className="mr-quiet" title={said === undefined ? undefined : sayInstant(said.at)}>
                        {said === undefined ? '–' : `${said.because.event?.name ?? said.because.name}, ${sayAgo(said.at, now)}`}
                        {(held.get(name) ?? 0) > now && (
                          <Badge ml={6} size="xs" variant="default">
                            held until {sayTime(held.get(name)!)}
                          </Badge>
                        )}
                      </Text>
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Card>
      <Card withBorder>
        <Title order={2} size="h5" mb="xs">
          Why is it where it is?
        </Title>
        <WhyList questions={questions} now={now} />
      </Card>
    </Stack>
  );
}
