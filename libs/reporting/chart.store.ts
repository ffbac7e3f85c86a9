// Reads the rows of a chart, the deals behind one of its values, and the views that define it.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bindNames } from './charts/bind-names.js';
import type { Chart, ColumnKind } from './charts/chart.js';

export type Cell = string | number | null;

export interface ViewDefinition {
  readonly name: string;
  readonly about: string;
  readonly sql: string;
}

const numbers: ReadonlySet<ColumnKind> = new Set(['count', 'money', 'duration', 'share']);

@Injectable()
export class ChartStore {
  constructor(private readonly database: DataSource) {}

  /** @param values of the SQL's names */
  async rows({ sql, columns }: Chart, values: Readonly<Record<string, unknown>>): Promise<Record<string, Cell>[]> {
    const bound = bindNames(sql, values);
    const rows: Record<string, Cell | undefined>[] = await this.database.query(bound.sql, [...bound.values]);
    return rows.map((row) => Object.fromEntries(columns.map(({ name, kind }) => [name, cellOf(row[name], kind)])));
  }

  /** As Postgres keeps them, in the order in which they are asked for. */
  async views(names: readonly string[]): Promise<ViewDefinition[]> {
    const rows: ViewDefinition[] = await this.database.query(
      `select 'reporting.' || n.name as name, obj_description(c.oid, 'pg_class') as about, pg_get_viewdef(c.oid, true) as sql
       from unnest($1::text[]) with ordinality n (name, place) join pg_class c on c.relname = n.name and c.relnamespace = 'reporting'::regnamespace
       order by n.place`,
      [names],
    );
    return rows;
  }
}

/** int8 and numeric come as text: a number where it is exact, else as it came. */
function cellOf(value: Cell | undefined, kind: ColumnKind): Cell {
  if (value === null || value === undefined) return null;
  if (!numbers.has(kind)) return kind === 'month' ? String(value).slice(0, 7) : String(value);
  const number = Number(value);
  return kind === 'share' || Number.isSafeInteger(number) ? number : kind === 'duration' ? Math.round(number) : String(value);
}
