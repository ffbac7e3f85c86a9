// The board: a pipeline's deals as columns or as a table, with filters that stand in the address. A deal is moved by dragging or by
// "Move to …"; what the server refuses is taken back, with its reason.

import { Button, Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useMe } from '../frame/use-session.js';
import { Icon } from '../frame/icons.js';
import { lost } from '../frame/lost.js';
import { Failed } from '../frame/states.page.js';
import { Nothing } from '../parts/nothing.page.js';
import { saySum } from '../words.js';
import { type BoardSearch, isWanted, weigh } from './board-search.js';
import { Column } from './column.page.js';
import { Filters } from './filters.page.js';
import { MoveTold } from './move-told.page.js';
import { useByStage } from './use-by-stage.js';
import { type Card, useBoard } from './use-board.js';
import { useCardKeys } from './use-card-keys.js';

const DealsTable = lazy(async () => ({ default: (await import('./deals-table.page.js')).DealsTable }));

const noReps: NonNullable<ReturnType<typeof useBoard>['workspace']['data']>['reps'] = [];
const noCards: readonly Card[] = [];

export function BoardPage() {
  useDocumentTitle('Deals · Millrace');
  const search = useSearch({ from: '/frame/deals' });
  const navigate = useNavigate();
  const { workspace, board, pipeline, cards, move } = useBoard(search.pipeline);
  const me = useMe();
  // By the minute: what cards say does not change in between, and they are not drawn anew.
  const now = Math.floor((board.data?.now ?? Date.now()) / 60_000) * 60_000 + 59_999;
  const reps = workspace.data?.reps ?? noReps;
  const shown = useMemo(() => {
    const teamOf = new Map(workspace.data?.reps.map(({ key, team }) => [key, team]));
    return cards.filter((card) => isWanted(card, search, teamOf, now));
    // `now` moves with every answer; which cards are new enough does not have to.
    // oxlint-disable-next-line
  }, [cards, search, workspace.data]);
  const byStage = useByStage(shown);
  const keys = useCardKeys(cards);
  const { mutate } = move;
  const toStage = useCallback((card: Card, stage: string) => mutate({ card, stage }), [mutate]);
  const put = (name: keyof BoardSearch, value: string | null) =>
    void navigate({ to: '/deals', search: { ...search, [name]: value === null || value === '' ? undefined : value }, replace: true });
  const failed = lost(board);
  if (failed !== null) return <Failed error={failed} again={() => void board.refetch()} />;
  if (workspace.data === undefined || pipeline === undefined)
    return (
      <Nothing
        title="No pipeline yet"
        command="npx millrace init"
        children="Deals stand in the stages of a pipeline; config/pipelines/ has them."
      />
    );
  const isTable = search.show === 'table';
  const onMove = me.data === undefined || me.data.role === 'viewer' ? null : toStage;
  const weighed = weigh(shown, pipeline.stages);
  const open = shown.filter(({ stage }) => pipeline.stages.find(({ name }) => name === stage)?.closes === null);
  return (
    <div className="mr-board">
      <Group justify="space-between" align="center" gap="xs" wrap="nowrap">
        <Title order={1} size="h3">
          Deals
        </Title>
        <Text size="sm" className="mr-quiet mr-number mr-cut mr-wide" flex={1}>
          {board.isPending
            ? ''
            : sayTotals(
                open.length,
                saySum(open.map(({ amount }) => amount)),
                weighed === null ? null : saySum(weigh(open, pipeline.stages)!),
              )}
        </Text>
        <Group gap={0} wrap="nowrap" role="group" aria-label="Show as">
          {(['board', 'table'] as const).map((kind) => (
            <Button
              key={kind}
              size="compact-sm"
              variant={isTable === (kind === 'table') ? 'default' : 'subtle'}
              color="gray"
              c="inherit"
              aria-pressed={isTable === (kind === 'table')}
              leftSection={<Icon name={kind} size={14} />}
              onClick={() => put('show', kind === 'table' ? 'table' : null)}
            >
              {kind === 'table' ? 'Table' : 'Board'}
            </Button>
          ))}
        </Group>
      </Group>
      <Filters search={search} put={put} workspace={workspace.data} cards={cards} />
      {board.data !== undefined && cards.length === 0 && (
        <Nothing title="No deals yet" command="npm run demo">
          A deal appears when a workflow opens one. Send a first fact (README.md, “send events”), or play the story of three shops.
        </Nothing>
      )}
      {board.data !== undefined && cards.length > 0 && shown.length === 0 && (
        <Text size="sm" role="status">
          No deal is like that.{' '}
          <Button size="compact-xs" variant="default" onClick={() => void navigate({ to: '/deals', search: {} })}>
            Show everything
          </Button>
        </Text>
      )}
      {isTable ? (
        <Suspense>
          <DealsTable cards={shown} workspace={workspace.data} sort={search.sort} onSort={(sort) => put('sort', sort)} now={now} />
        </Suspense>
      ) : (
        <div className="mr-columns" role="group" aria-label="Stages" tabIndex={-1} {...keys}>
          {pipeline.stages.map(({ name }) => (
            <Column
              key={name}
              stage={name}
              pipeline={pipeline}
              isLoading={board.isPending}
              cards={byStage.get(name) ?? noCards}
              reps={reps}
              now={now}
              onMove={onMove}
            />
          ))}
        </div>
      )}
      <MoveTold move={move} hold={pipeline.rep_edits_hold} now={now} />
    </div>
  );
}

function sayTotals(count: number, sum: string, weighed: string | null): string {
  const parts = [`${count.toLocaleString()} open`, sum === '' ? 'no amounts yet' : sum];
  return [...parts, ...(weighed === null || sum === '' ? [] : [`${weighed} weighted`])].join(' · ');
}
