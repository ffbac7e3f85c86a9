// The board: a pipeline's deals as columns, with filters that stand in the address. A deal is moved by dragging or by "Move to …".

import { Alert, Group, Select, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useRef } from 'react';
import { get } from '../api.client.js';
import { Failed } from '../frame/states.page.js';
import type { BoardSearch } from './board-search.js';
import { sayName, saySum } from '../words.js';
import { Column } from './column.page.js';
import { type Card, useBoard } from './use-board.js';

export function BoardPage() {
  const search = useSearch({ from: '/frame/deals' });
  const navigate = useNavigate();
  const { workspace, board, pipeline, cards, move } = useBoard(search.pipeline);
  const me = useQuery({ queryKey: ['me'], queryFn: () => get('/api/me') });
  const findBox = useRef<HTMLInputElement>(null);
  useHotkeys([['/', () => findBox.current?.focus()]]);
  const shown = useMemo(() => cards.filter((card) => isWanted(card, search)), [cards, search]);
  const put = (name: keyof BoardSearch, value: string | null) =>
    void navigate({ to: '/deals', search: { ...search, [name]: value === null || value === '' ? undefined : value }, replace: true });
  const failed = workspace.error ?? board.error;
  if (failed !== null) return <Failed error={failed} again={() => void Promise.all([workspace.refetch(), board.refetch()])} />;
  const reps = workspace.data?.reps ?? [];
  const tiers = [...new Set(cards.flatMap(({ tier }) => (tier === null ? [] : [tier])))].sort();
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1} size="h3">
            Deals
          </Title>
          <Text size="sm" className="mr-quiet mr-number">
            {board.isPending
              ? 'Loading …'
              : `${shown.length} ${shown.length === 1 ? 'deal' : 'deals'} · ${saySum(shown.map(({ amount }) => amount)) || 'no amounts yet'}`}
          </Text>
        </div>
        <Group gap="xs">
          {(workspace.data?.pipelines.length ?? 0) > 1 && (
            <Select
              size="xs"
              aria-label="Pipeline"
              data={workspace.data!.pipelines.map(({ name }) => ({ value: name, label: sayName(name) }))}
              value={pipeline?.name ?? null}
              allowDeselect={false}
              onChange={(value) => put('pipeline', value)}
            />
          )}
          <TextInput
            ref={findBox}
            size="xs"
            aria-label="Search the board"
            placeholder="Search"
            value={search.find ?? ''}
            onChange={(event) => put('find', event.currentTarget.value)}
          />
          <Select
            size="xs"
            w={140}
            aria-label="Owner"
            placeholder="All owners"
            clearable
            data={[...reps.map(({ key, name }) => ({ value: key, label: name })), { value: '-', label: 'Nobody' }]}
            value={search.owner ?? null}
            onChange={(value) => put('owner', value)}
          />
          <Select
            size="xs"
            w={130}
            aria-label="Tier"
            placeholder="All tiers"
            clearable
            data={tiers.map((tier) => ({ value: tier, label: sayName(tier) }))}
            value={search.tier ?? null}
            onChange={(value) => put('tier', value)}
          />
        </Group>
      </Group>
      {move.error !== null && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          withCloseButton
          closeButtonLabel="Close"
          onClose={move.reset}
          title="The deal was not moved"
        >
          {move.error.message}
        </Alert>
      )}
      {board.isSuccess && cards.length === 0 && (
        <Alert variant="light" title="No deals yet">
          A deal appears when a workflow opens one. Send a first fact as README.md says under “send events”, or play the story with npm run
          demo.
        </Alert>
      )}
      {pipeline === undefined ? (
        <Skeleton h={400} />
      ) : (
        <div className="mr-columns" role="group" aria-label="Stages">
          {pipeline.stages.map(({ name }) => (
            <Column
              key={name}
              stage={name}
              pipeline={pipeline}
              isLoading={board.isPending}
              cards={shown.filter((card) => card.stage === name)}
              reps={reps}
              now={board.data?.now ?? Date.now()}
              onMove={me.data === undefined || me.data.role === 'viewer' ? null : (card, stage) => move.mutate({ card, stage })}
            />
          ))}
        </div>
      )}
    </Stack>
  );
}

function isWanted(card: Card, { owner, tier, find }: BoardSearch): boolean {
  if (owner !== undefined && (card.owner ?? '-') !== owner) return false;
  if (tier !== undefined && card.tier !== tier) return false;
  const wanted = find?.toLowerCase();
  return wanted === undefined || [card.name, card.account, card.domain].some((text) => text?.toLowerCase().includes(wanted) === true);
}
