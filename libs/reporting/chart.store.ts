// Reads the rows of a chart, the deals behind one of its values, and the views that define it.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { bindNames } from './charts/bind-names.js';
import type { Chart, ColumnKind } from './charts/chart.js';
import { BadQuery } from './page-query.js';

export type Cell = string | number | null;

export interface ViewDefinition {
  readonly name: string;
  readonly about: string;
  readonly sql: string;
}

const numbers: ReadonlySet<ColumnKind> = new Set(['count', 'money', 'duration', 'share']);

const longest = '20s';
const mostRows = 50_000;
/** Compiling a statement takes longer than running it; sums of a period fit into memory; and a chart writes nothing. */
const settings = `set transaction read only; set local jit = off; set local work_mem = '64MB'; set local statement_timeout = '${longest}'`;

@Injectable()
export class ChartStore {
  constructor(private readonly database: DataSource) {}

  /**
   * @param values of the SQL's names
   * @throws BadQuery when it takes too long, or is too much
   */
  async rows({ sql: asked, columns }: Chart, values: Readonly<Record<string, unknown>>): Promise<Record<string, Cell>[]> {
    const bound = bindNames(asked, values);
    const rows = await this.database.transaction(async (manager) => {
      await manager.query(settings);
      const sql = `select * from (${bound.sql}) chart limit ${mostRows + 1}`;
      return manager.query<Record<string, Cell | undefined>[]>(sql, [...bound.values]).catch(tooLong);
    });
    if (rows.length > mostRows)
      throw new BadQuery(`this is more than ${mostRows} rows; ask for a shorter period ("from", "to") or filter it`);
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

function tooLong(error: unknown): never {
  if ((error as { code?: unknown }).code === '57014')
    throw new BadQuery(`this takes longer than ${longest}; ask for a shorter period ("from", "to")`);
  throw error;
}
