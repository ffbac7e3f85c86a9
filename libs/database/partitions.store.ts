// Monthly partitions of the big logs: made ahead of time, with a default one for what is older or newer than any.

import type { ClientBase } from 'pg';
import { type Month, monthsFrom } from './month.js';

/** This month and two more: a server that is up for a month without a restart makes the next in time. */
const ahead = 3;

interface Parent {
  readonly name: string;
  readonly column: string;
}

/**
 * Makes what is missing; called after migrating and once a day. Safe to call from several processes.
 * @param now epoch ms
 * @returns names of the partitions made
 */
export async function ensurePartitions(client: ClientBase, now: number): Promise<string[]> {
  const { rows: parents } = await client.query<Parent>(`
    select c.relname as name, a.attname as column
    from pg_partitioned_table p
    join pg_class c on c.oid = p.partrelid
    join pg_attribute a on a.attrelid = c.oid and a.attnum = p.partattrs[0]
    where c.relnamespace = 'public'::regnamespace and p.partstrat = 'r'
    order by 1`);
  const made: string[] = [];
  for (const parent of parents) {
    const { rows } = await client.query<{ name: string }>(
      'select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass',
      [parent.name],
    );
    const there = new Set(rows.map(({ name }) => name));
    for (const month of monthsFrom(now, ahead)) {
      const name = `${parent.name}_${month.name}`;
      if (there.has(name)) continue;
      await makeMonth(client, parent, name, month, there.has(`${parent.name}_default`));
      made.push(name);
    }
    if (there.has(`${parent.name}_default`)) continue;
    await client.query(`create table if not exists ${parent.name}_default partition of ${parent.name} default`);
    made.push(`${parent.name}_default`);
  }
  return made;
}

/** Rows of that month that waited in the default partition move over: Postgres refuses the new one while they are there. */
async function makeMonth(client: ClientBase, parent: Parent, name: string, month: Month, hasDefault: boolean): Promise<void> {
  const range = `for values from ('${month.from}') to ('${month.to}')`;
  if (!hasDefault) {
    await client.query(`create table if not exists ${name} partition of ${parent.name} ${range}`);
    return;
  }
  await client.query('begin');
  try {
    await client.query(`lock table ${parent.name} in share update exclusive mode`);
    const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [name]);
    if (rows[0]?.there !== true) {
      await client.query(`create table ${name} (like ${parent.name} including defaults including constraints including generated)`);
      await client.query(`lock table ${parent.name}_default in access exclusive mode`);
      const { rows: written } = await client.query<{ columns: string }>(
        `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
        [parent.name],
      );
      const { columns } = written[0]!;
      await client.query(`
        with moved as (delete from ${parent.name}_default where ${parent.column} >= '${month.from}' and ${parent.column} < '${month.to}' returning *)
        insert into ${name} (${columns}) select ${columns} from moved`);
      await client.query(`alter table ${parent.name} attach partition ${name} ${range}`);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
