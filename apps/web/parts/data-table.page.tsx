// Rows in columns. A table that is wider than its place scrolls in it, by keyboard too.

import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly name: string;
  readonly show: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** Left out where the screen is narrow. */
  readonly isWide?: boolean;
}

export function DataTable<Row>({
  label,
  columns,
  rows,
  idOf,
  current,
}: {
  /** What the table is called for who does not see it. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** Id of the row that something beside the table is about. */
  readonly current?: string | undefined;
}) {
  return (
    <div className="mr-scroll" tabIndex={0} role="group" aria-label={label}>
      <Table aria-label={label} verticalSpacing={7} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ name, isNumber, isWide }) => (
              <Table.Th key={name} className={classes(isNumber, isWide)}>
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={idOf(row)} aria-current={(current !== undefined && idOf(row) === current) || undefined} className="mr-table-row">
              {columns.map(({ name, show, isNumber, isWide }) => (
                <Table.Td key={name} className={classes(isNumber, isWide)}>
                  {show(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

const classes = (isNumber = false, isWide = false) => `${isNumber ? 'mr-right mr-number' : ''} ${isWide ? 'mr-wide' : ''}`.trim();
