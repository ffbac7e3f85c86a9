// Locks subjects' rows in the one order that everybody keeps; what another worker holds is passed over or waited for.

import type { ClientBase } from 'pg';
import { int8s } from '#libs/database/columns.js';

export interface SubjectIds {
  readonly person: readonly (string | null)[];
  readonly account: readonly (string | null)[];
  readonly deal: readonly (string | null)[];
}

/** @returns ids of the rows that are held now, of all three kinds: an id names one subject */
export async function holdFreeRows(client: ClientBase, wanted: SubjectIds): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (const table of ['person', 'account', 'deal'] as const) {
    const ids = [...new Set(wanted[table])].filter((id) => id !== null);
    if (ids.length === 0) continue;
    const { rows } = await client.query<{ id: string }>({
      name: `hold_free_${table}s`,
      text: `select id from ${table} where id = any($1::int8[]) order by id for update skip locked`,
      values: [int8s(ids)],
    });
    for (const { id } of rows) held.add(id);
  }
  return held;
}
