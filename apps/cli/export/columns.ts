// The columns of a CSV: those of the list, and one for each trait or field that the workspace knows.

import type { Workspace } from '#libs/language/workspace.js';

type Row = Readonly<Record<string, unknown>>;

const lists = {
  people: {
    columns: ['id', 'user_id', 'email', 'name', 'time_zone', 'account_id', 'first_seen_at', 'last_seen_at'],
    nested: 'traits',
    names: ({ plan, traits }: Workspace) => [...plan.person.keys(), ...traits.filter(({ of }) => of === 'person').map(({ name }) => name)],
  },
  accounts: {
    columns: ['id', 'name', 'domain', 'owner', 'tier', 'people', 'contact_id', 'first_seen_at', 'last_seen_at'],
    nested: 'traits',
    names: ({ plan, traits }: Workspace) => [
      ...plan.account.keys(),
      ...traits.filter(({ of }) => of === 'account').map(({ name }) => name),
    ],
  },
  deals: {
    columns: 'id pipeline name stage amount currency owner account_id contact_id created_at in_stage_since last_fact_at closed_at'.split(
      ' ',
    ),
    nested: 'fields',
    names: ({ pipelines }: Workspace) => [...pipelines.values()].flatMap(({ stages }) => stages.flatMap(({ set }) => [...set.keys()])),
  },
} as const;

export type ListName = keyof typeof lists;

export interface Columns {
  readonly heading: readonly string[];
  cells(row: Row): readonly unknown[];
}

export function columnsOf(list: ListName, workspace: Workspace): Columns {
  const { columns, nested, names } = lists[list];
  const own: readonly string[] = columns;
  const more = [...new Set(names(workspace))].filter((name) => !own.includes(name));
  return {
    heading: [...own, ...more],
    cells: (row) => {
      const inner = (row[nested] ?? {}) as Row;
      return [...own.map((column) => plain(row, column)), ...more.map((name) => inner[name])];
    },
  };
}

/** Money in two columns: minor units, and their currency. */
function plain(row: Row, column: string): unknown {
  const money = row['amount'] as { readonly amount: number; readonly currency: string } | null | undefined;
  if (column === 'amount') return money?.amount;
  return column === 'currency' ? money?.currency : row[column];
}
