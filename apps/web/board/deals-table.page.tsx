// The board's deals as a table: columns to choose, sorted by any; only the rows in sight are drawn.

import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { type AccessorFn, createColumnHelper, flexRender, getCoreRowModel, type Row, useReactTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useMemo, useRef } from 'react';
import { Moment } from '../parts/moment.page.js';
import { sayAge, sayMoney, sayName } from '../words.js';
import { sayMover } from './say-mover.js';
import type { Card, Workspace } from './use-board.js';

interface Of {
  readonly cards: readonly Card[];
  readonly workspace: Workspace;
  /** `amount`, `-amount`: a column, a minus for the highest first. */
  readonly sort: string | undefined;
  readonly onSort: (sort: string | null) => void;
  readonly now: number;
}

const of = createColumnHelper<Card>();
const height = 36;

function columnsOf(workspace: Workspace, now: number) {
  const nameOf = new Map(workspace.reps.map(({ key, name }) => [key, name]));
  const rank = new Map(workspace.pipelines.flatMap(({ stages }) => stages.map(({ name }, at) => [name, at] as const)));
  return [
    of.accessor('name', {
      header: 'Deal',
      size: 220,
      enableHiding: false,
      cell: ({ row }) => (
        <Link to="/deals/$id" params={{ id: row.original.id }}>
          {row.original.name}
        </Link>
      ),
    }),
    of.accessor((card) => rank.get(card.stage) ?? -1, {
      id: 'stage',
      header: 'Stage',
      size: 130,
      cell: ({ row }) => sayName(row.original.stage),
    }),
    of.accessor((card) => card.amount?.amount ?? -1, {
      id: 'amount',
      header: 'Amount',
      size: 110,
      cell: ({ row }) => (row.original.amount === null ? '–' : sayMoney(row.original.amount)),
    }),
    of.accessor((card) => nameOf.get(card.owner ?? '') ?? card.owner ?? '', {
      id: 'owner',
      header: 'Owner',
      size: 130,
      cell: (cell) => cell.getValue() || 'Nobody',
    }),
    of.accessor((card) => card.tier ?? '', { id: 'tier', header: 'Tier', size: 100, cell: (cell) => sayName(cell.getValue()) || '–' }),
    of.accessor((card) => Date.parse(card.in_stage_since), {
      id: 'since',
      header: 'In stage',
      size: 96,
      cell: (cell) => <Moment at={cell.getValue()}>{sayAge(cell.getValue(), now)}</Moment>,
    }),
    of.accessor((card) => card.task?.title ?? '', { id: 'task', header: 'Next task', size: 160, cell: (cell) => cell.getValue() || '–' }),
    of.accessor((card) => (card.moved === null ? 0 : Date.parse(card.moved.at)), {
      id: 'moved',
      header: 'Moved by',
      size: 200,
      cell: ({ row }) =>
        row.original.moved === null ? (
          '–'
        ) : (
          <>
            {sayMover(row.original.moved)}, <Moment at={row.original.moved.at} now={now} />
          </>
        ),
    }),
    of.accessor((card) => card.source ?? '', { id: 'source', header: 'Source', size: 140, cell: (cell) => cell.getValue() || '–' }),
    of.accessor((card) => Date.parse(card.created_at), {
      id: 'created',
      header: 'Created',
      size: 150,
      cell: (cell) => <Moment at={cell.getValue()} />,
    }),
  ];
}

export function DealsTable({ cards, workspace, sort, onSort, now }: Of) {
  const [hidden, setHidden] = useLocalStorage<string[]>({
    key: 'millrace:deals-columns',
    defaultValue: ['source', 'created'],
    getInitialValueInEffect: false,
  });
  const columns = useMemo(() => columnsOf(workspace, now), [workspace, now]);
  const sorted = sort ?? '-since';
  const data = useMemo(() => sortCards(cards, columns, sorted), [cards, columns, sorted]);
  const box = useRef<HTMLDivElement>(null);
  const lines = useVirtualizer({ count: data.length, getScrollElement: () => box.current, estimateSize: () => height, overscan: 10 });
  const inSight = lines.getVirtualItems();
  const from = inSight[0]?.index ?? 0;
  const until = (inSight.at(-1)?.index ?? -1) + 1;
  // The table is told the rows in sight alone: of ten thousand it would make ten thousand.
  const part = useMemo(() => data.slice(from, until), [data, from, until]);
  const sorting = useMemo(() => [{ id: sorted.replace(/^-/, ''), desc: sorted.startsWith('-') }], [sorted]);
  const columnVisibility = useMemo(() => Object.fromEntries(hidden.map((id) => [id, false])), [hidden]);
  const table = useReactTable({
    data: part,
    columns,
    state: { sorting, columnVisibility },
    manualSorting: true,
    // There are no pages to go back to, and going back would draw anew without end.
    autoResetPageIndex: false,
    getRowId: ({ id }) => id,
    getCoreRowModel: getCoreRowModel(),
  });
  const { rows } = table.getRowModel();
  const minWidth = table.getTotalSize();
  const widths = table
    .getVisibleLeafColumns()
    .map((column) => `minmax(${column.getSize()}px, ${column.getSize()}fr)`)
    .join(' ');
  return (
    <div className="mr-table-frame">
      <Popover position="bottom-end">
        <Popover.Target>
          <Button size="compact-sm" variant="default" className="mr-columns-button">
            Columns
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap={8}>
            {table
              .getAllLeafColumns()
              .filter((column) => column.getCanHide())
              .map((column) => (
                <Checkbox
                  key={column.id}
                  size="xs"
                  label={String(column.columnDef.header)}
                  checked={column.getIsVisible()}
                  onChange={() =>
                    setHidden((before) => (before.includes(column.id) ? before.filter((id) => id !== column.id) : [...before, column.id]))
                  }
                />
              ))}
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <div className="mr-table" ref={box} tabIndex={0} role="table" aria-label="Deals" aria-rowcount={data.length + 1}>
        <div role="rowgroup" className="mr-table-head" style={{ minWidth }}>
          <div role="row" style={{ gridTemplateColumns: widths }}>
            {table.getFlatHeaders().map(({ column }) => {
              const direction = column.getIsSorted();
              return (
                <div
                  key={column.id}
                  role="columnheader"
                  aria-sort={direction === false ? 'none' : direction === 'desc' ? 'descending' : 'ascending'}
                  className={isNumber(column.id) ? 'mr-right' : undefined}
                >
                  <button type="button" onClick={() => onSort(direction === 'asc' ? `-${column.id}` : column.id)}>
                    {String(column.columnDef.header)} <span aria-hidden>{direction === false ? '' : direction === 'desc' ? '↓' : '↑'}</span>
                  </button>
                </div>
              );
            })}
          </div>
        </div>
        <div role="rowgroup" style={{ height: lines.getTotalSize(), position: 'relative', minWidth }}>
          {rows.map((row, at) => (
            <Line key={row.id} row={row} at={from + at} widths={widths} columns={columns} />
          ))}
        </div>
      </div>
    </div>
  );
}

const isNumber = (column: string) => column === 'amount' || column === 'since';

interface OfLine {
  readonly row: Row<Card>;
  readonly at: number;
  readonly widths: string;
  /** Other columns show other things; that they are the same ones says that nothing else has changed. */
  readonly columns: unknown;
}

const Line = memo(
  function Line({ row, at, widths }: OfLine) {
    return (
      <div
        role="row"
        aria-rowindex={at + 2}
        style={{ gridTemplateColumns: widths, position: 'absolute', insetInline: 0, transform: `translateY(${at * height}px)`, height }}
      >
        {row.getVisibleCells().map((cell) => (
          <div key={cell.id} role="cell" className={isNumber(cell.column.id) ? 'mr-number mr-right' : undefined}>
            {flexRender(cell.column.columnDef.cell, cell.getContext())}
          </div>
        ))}
      </div>
    );
  },
  (before, now) =>
    before.row.original === now.row.original && before.at === now.at && before.widths === now.widths && before.columns === now.columns,
);

/** By what a column shows, read once a card. Equal ones stay in the order they came in. */
function sortCards(cards: readonly Card[], columns: ReturnType<typeof columnsOf>, sort: string): Card[] {
  const id = sort.replace(/^-/, '');
  const column = columns.find((one) => ('accessorKey' in one ? one.accessorKey : one.id) === id);
  if (column === undefined) return [...cards];
  const read: AccessorFn<Card> = 'accessorFn' in column ? column.accessorFn : ({ name }) => name;
  const way = sort.startsWith('-') ? -1 : 1;
  const keyed = cards.map((card) => ({ card, key: read(card, 0) as string | number }));
  return keyed.sort((one, other) => way * compare(one.key, other.key)).map(({ card }) => card);
}

const { compare: inOrder } = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
const compare = (one: string | number, other: string | number) =>
  typeof one === 'number' && typeof other === 'number' ? one - other : inOrder(String(one), String(other));
