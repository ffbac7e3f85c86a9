// Schema `reporting` as other tools meet it: documented to the last column, readable by its role, which can read and write nothing else.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { inTransaction } from '#libs/database/transaction.store.js';
import { reportingRole } from '#libs/database/reporting-role.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';

const database = useDatabase();
const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** What the role gets for a statement: its rows' number, or Postgres' code. */
const asRole = (sql: string): Promise<number | string> =>
  inTransaction(database.pool, async (client) => {
    await client.query(`set local role ${reportingRole}; savepoint s`);
    try {
      return (await client.query(sql)).rowCount ?? 0;
    } catch (error) {
      await client.query('rollback to savepoint s');
      return (error as { code: string }).code;
    }
  });

interface Column {
  readonly view: string;
  readonly column: string | null;
  readonly about: string | null;
}

const described = async (): Promise<Column[]> =>
  (
    await database.pool.query<Column>(
      `select c.relname as view, a.attname as column, col_description(c.oid, coalesce(a.attnum, 0)) as about
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 where c.relnamespace = 'reporting'::regnamespace
       union all select relname, null, obj_description(oid, 'pg_class') from pg_class where relnamespace = 'reporting'::regnamespace order by 1, 2`,
    )
  ).rows;

describe(`the role ${reportingRole}`, () => {
  test('reads every view', async () => {
    for (const view of new Set((await described()).map((one) => one.view)))
      expect({ view, rows: await asRole(`select * from reporting.${view}`) }).toEqual({ view, rows: expect.any(Number) });
  });

  test('reads no table, whatever its name, and nothing of another schema', async () => {
    const { rows } = await database.pool.query<{ name: string }>(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'S') and n.nspname not in ('reporting', 'information_schema') and n.nspname not like 'pg\\_%'`,
    );
    expect(rows.length).toBeGreaterThan(40);
    for (const { name } of rows) expect({ name, code: await asRole(`select * from ${name} limit 1`) }).toEqual({ name, code: '42501' });
  });

  test('writes nothing', async () => {
    for (const sql of [
      'insert into deal_change default values',
      'delete from deal',
      `update reporting.touches_v1 set rep = 'x'`,
      'create table reporting.mine (id int)',
      'create table public.mine (id int)',
      'create view reporting.mine as select 1',
    ])
      expect({ sql, code: await asRole(sql) }).toEqual({ sql, code: '42501' });
  });

  test('is shown no address, no body of an event and no text of a mail', async () => {
    const columns = (await described()).map(({ column }) => column);
    for (const name of ['address', 'body', 'html', 'recipient', 'payload', 'password', 'hash', 'traits'])
      expect(columns).not.toContain(name);
  });
});

test('every view and every column says what it is, and docs/reporting.md says the same', async () => {
  const page = read('docs/reporting.md');
  for (const { view, column, about } of await described()) {
    expect({ view, column, about }).toEqual({ view, column, about: expect.stringMatching(/\S/) });
    expect(page).toContain(
      column === null ? `### \`reporting.${view}\`\n\n${about!}\n` : `| \`${column}\` | ${about!.replaceAll('|', '\\|')} |`,
    );
  }
});

test('every name of a view ends with its version', async () => {
  for (const { view } of await described()) expect(view).toMatch(/^[a-z_]+_v\d+$/);
});

describe('docker/grafana/millrace.json', () => {
  interface Panel {
    readonly title: string;
    readonly targets?: readonly { readonly rawSql: string }[];
  }
  const { panels, templating } = JSON.parse(read('docker/grafana/millrace.json')) as {
    panels: Panel[];
    templating: { list: { name: string; type: string; query: string }[] };
  };
  /** What Grafana makes of its macros and variables. */
  const expanded = (sql: string) =>
    sql
      .replaceAll(/\$__timeFilter\((\w+)\)/g, `$1 between '2026-01-01T00:00:00Z' and '2026-03-01T00:00:00Z'`)
      .replaceAll('$__timeFrom()', `'2026-01-01T00:00:00Z'`)
      .replaceAll('$__timeTo()', `'2026-03-01T00:00:00Z'`)
      .replaceAll('${currency:sqlstring}', `'usd'`)
      .replaceAll('${minor_units}', '100');
  const statements = [
    ...panels.flatMap(({ title, targets = [] }) => targets.map(({ rawSql }) => [title, rawSql] as const)),
    ...templating.list.filter(({ type }) => type === 'query').map(({ name, query }) => [`variable ${name}`, query] as const),
  ];

  test.each(statements)('%s is answered to the role', async (_, sql) => {
    expect(expanded(sql)).not.toMatch(/\$[_{]/);
    expect(await asRole(expanded(sql))).toEqual(expect.any(Number));
  });

  test('has a panel for each of what the charts show', () => {
    expect(statements.length).toBeGreaterThan(12);
  });
});
