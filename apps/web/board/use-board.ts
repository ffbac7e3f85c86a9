// The board's data: read once, then only what the server says has changed. A move shows at once and is taken back when it is refused.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { paths } from '../api-types.js';
import { get, patch } from '../api.client.js';
import { useWorkspace } from '../frame/use-session.js';
import { gatherIds } from './gather-ids.client.js';

export type Card = paths['/api/board']['get']['data'][number];
export type Workspace = paths['/api/workspace']['get'];

interface Board {
  readonly now: number;
  readonly data: readonly Card[];
}

const none: readonly Card[] = [];

/** @param pipeline the first one when not given */
export function useBoard(pipeline: string | undefined) {
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const name = pipeline ?? workspace.data?.pipelines[0]?.name;
  const key = ['board', name];
  const board = useQuery({
    queryKey: key,
    queryFn: () => get('/api/board', { pipeline: name! }),
    enabled: name !== undefined,
    staleTime: 60_000,
  });
  useEffect(() => {
    if (name === undefined) return undefined;
    const hear = gatherIds(async (ids) => {
      try {
        const read = await get('/api/board', { pipeline: name, ids: ids.join(',') });
        queries.setQueryData<Board>(['board', name], (before) => before && merge(before, read, ids));
      } catch {
        await queries.invalidateQueries({ queryKey: ['board', name] });
      }
    });
    const told = (event: Event) => hear((event as CustomEvent<string[]>).detail);
    addEventListener('millrace:deals', told);
    return () => removeEventListener('millrace:deals', told);
  }, [name, queries]);
  const move = useMutation({
    mutationFn: ({ card, stage }: { card: Card; stage: string; isUndo?: boolean }) =>
      patch('/api/deals/{id}', { stage, version: card.version }, { id: card.id }),
    onMutate: ({ card, stage }) => {
      const before = queries.getQueryData<Board>(key);
      queries.setQueryData<Board>(
        key,
        (board) => board && { ...board, data: board.data.map((one) => (one.id === card.id ? { ...one, stage } : one)) },
      );
      return { before };
    },
    onError: (_, { card }, saved) => {
      const old = saved?.before?.data.find((one) => one.id === card.id);
      if (old !== undefined)
        queries.setQueryData<Board>(key, (board) => board && { ...board, data: board.data.map((one) => (one.id === card.id ? old : one)) });
    },
    onSettled: (_, __, { card }) => dispatchEvent(new CustomEvent('millrace:deals', { detail: [card.id] })),
  });
  return { workspace, board, pipeline: workspace.data?.pipelines.find((one) => one.name === name), cards: board.data?.data ?? none, move };
}

/** What was asked for and is not there any more has left the board. */
function merge(before: Board, read: Board, ids: readonly string[]): Board {
  const named = new Set(ids);
  const kept = before.data.filter(({ id }) => !named.has(id));
  return { now: read.now, data: [...read.data, ...kept] };
}
