// Named parameters of a chart's SQL become Postgres' numbered ones, each with its type: a value never becomes a part of the statement.

export interface Bound {
  readonly sql: string;
  readonly values: readonly unknown[];
}

const types: Readonly<Record<string, string>> = {
  from: 'timestamptz',
  until: 'timestamptz',
  from_ends: 'timestamptz',
  now: 'timestamptz',
  from_day: 'date',
  to_day: 'date',
  owners: 'text[]',
  is_month: 'date',
  is_day: 'date',
};

/** @param values name → value; a name of the SQL that is not there is null */
export function bindNames(sql: string, values: Readonly<Record<string, unknown>>): Bound {
  const names: string[] = [];
  const bound = sql.replaceAll(/(?<![:\w]):([a-z_]+)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}::${types[name] ?? 'text'}`;
  });
  return { sql: bound, values: names.map((name) => values[name] ?? null) };
}
