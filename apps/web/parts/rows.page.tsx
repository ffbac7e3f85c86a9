// A list of the API as a table: a page at a time, more on request, and honest while it loads, fails or is empty.

import { Button, Center, Skeleton, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failed } from '../frame/states.page.js';
import { type Column, DataTable } from './data-table.page.js';

interface Page<Row> {
  readonly data: readonly Row[];
  readonly next: string | null;
}

/** @param read one page; `cursor` is empty for the first */
export function usePages<Row>(
  key: readonly unknown[],
  read: (cursor: Readonly<Record<string, string>>) => Promise<Page<Row>>,
  every?: number,
) {
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
  return { ...pages, rows: pages.data?.pages.flatMap(({ data }) => data) ?? [] };
}

export function Rows<Row>({
  label,
  columns,
  pages,
  idOf,
  empty,
}: {
  /** What the table is called for who does not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly pages: ReturnType<typeof usePages<Row>>;
  readonly idOf: (row: Row) => string;
  readonly empty: ReactNode;
}) {
  if (pages.isError && pages.rows.length === 0) return <Failed error={pages.error} again={() => void pages.refetch()} />;
  if (pages.isPending)
    return (
      <Stack gap={8} aria-label="Loading" role="status">
        {Array.from({ length: 6 }, (_, at) => (
          <Skeleton key={at} h={30} />
        ))}
      </Stack>
    );
  if (pages.rows.length === 0) return empty;
  return (
    <div>
      <DataTable label={label} columns={columns} rows={pages.rows} idOf={idOf} />
      <More pages={pages} />
    </div>
  );
}

/** The next page, where there is one. */
export function More({
  pages,
}: {
  readonly pages: Pick<ReturnType<typeof usePages>, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
}) {
  if (!pages.hasNextPage) return null;
  return (
    <Center mt="sm">
      <Button variant="default" size="xs" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
        Show more
      </Button>
    </Center>
  );
}
