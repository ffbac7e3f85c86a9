// How a view of schema `reporting` is said: its SQL, and in words what it and each of its columns is. Both become comments in Postgres.

export interface ReportingView {
  /** Without the schema; a change that breaks a reader is a new view with the next number, the old one stays. */
  readonly name: string;
  readonly about: string;
  /** In the order of the select. */
  readonly columns: Readonly<Record<string, string>>;
  readonly sql: string;
}

/** The zone in which a day is a day and a month a month; asked once a query. */
export const zone = '(select time_zone from reporting.workspace_v1)';

/** @param at a column with an instant */
export function monthOf(at: string): string {
  return `date_trunc('month', ${at} at time zone ${zone})::date`;
}

/** @param at a column with an instant */
export function dayOf(at: string): string {
  return `(${at} at time zone ${zone})::date`;
}

export function createView({ name, about, columns, sql }: ReportingView): string {
  const comments = Object.entries(columns).map(([column, says]) => `comment on column reporting.${name}.${column} is ${quoted(says)};`);
  return [`create view reporting.${name} as\n${sql};`, `comment on view reporting.${name} is ${quoted(about)};`, ...comments].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
