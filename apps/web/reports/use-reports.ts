// What the pages of reports read: the charts there are, a chart's rows, names of reps; and when they read again.

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { get } from '../api.client.js';
import { useWorkspace } from '../frame/use-session.js';
import type { Names } from './say-cell.js';

/** A chart costs a query over all deals: it is read again at most so often, however much happens. */
const modest = 10_000;
const always = 60_000;

export function useReports() {
  return useQuery({ queryKey: ['reports'], queryFn: () => get('/api/reports'), staleTime: 60_000 });
}

export function useChart(name: string, query: Readonly<Record<string, string>>) {
  return useQuery({
    queryKey: ['chart', name, query],
    queryFn: () => get('/api/reports/charts/{name}', query, { name }),
    placeholderData: (before) => (before?.chart.name === name ? before : undefined),
    staleTime: modest,
    refetchInterval: always,
  });
}

export function useNames(): Names {
  const reps = useWorkspace().data?.reps;
  return useMemo(() => ({ reps: new Map(reps?.map(({ key, name }) => [key, name])) }), [reps]);
}

/** Deals that change have the charts read anew, at a modest rate. */
export function useFresh(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void queries.invalidateQueries({ queryKey: ['chart'] });
      }, modest);
    };
    addEventListener('millrace:deals', hear);
    return () => {
      clearTimeout(timer);
      removeEventListener('millrace:deals', hear);
    };
  }, [queries]);
}
