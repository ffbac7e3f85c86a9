// A chart, as data: the question it answers, what its rows are, and the SQL over views of schema `reporting` that brings them.
// The API, the pages, the CSV and the tests know no chart by name.

/** How a value is to be read. Money is whole minor units of the row's `currency`; a duration is milliseconds; a share is 0 to 1. */
export type ColumnKind =
  'text' | 'month' | 'day' | 'count' | 'money' | 'currency' | 'duration' | 'share' | 'owner' | 'pipeline' | 'stage' | 'event' | 'group';

export interface ChartColumn {
  readonly name: string;
  readonly label: string;
  readonly kind: ColumnKind;
  /** `axis`: along which it is drawn; `series`: one line or one picture each (never added over currencies); `value`: what is drawn; `note`: only in the table. */
  readonly as: 'axis' | 'series' | 'value' | 'note';
  /** What the words of the label leave open. */
  readonly about?: string;
}

export const filterNames = ['pipeline', 'owner', 'team', 'currency', 'event', 'source', 'group', 'workflow', 'email'] as const;
export type FilterName = (typeof filterNames)[number];

export type ChartShape = 'bars' | 'stacked' | 'line' | 'funnel' | 'waterfall' | 'table' | 'figures';

/** From a row to the deals behind one of its values. */
export interface Drill {
  /** Columns of the row that are handed back as they are, as `is_COLUMN`; an empty text for null. */
  readonly by: readonly string[];
  /** Column of the value → select of the ids; the row's columns are `:is_COLUMN`. */
  readonly deals: Readonly<Record<string, string>>;
}

export interface Chart {
  readonly name: string;
  /** The title, as a question. */
  readonly question: string;
  /** What exactly is counted, and what is not. */
  readonly about: string;
  readonly shape: ChartShape;
  /** Views that it reads, without the schema; the first is the one it is made of. */
  readonly views: readonly string[];
  /** Which period it shows when nobody says: this month and eleven before, the last 30 days, or today beside a month ago. */
  readonly period: 'months' | 'days' | 'snapshot';
  readonly filters: readonly FilterName[];
  readonly columns: readonly ChartColumn[];
  /** Named parameters: `:from`, `:until` (instants, half open), `:now`, and the filters; `:owners` stands for owner and team. */
  readonly sql: string;
  readonly drill?: Drill;
}

/** A condition for each filter that a chart offers, true where it is not given. @param columns filter → column, where it is called otherwise */
export function given(filters: readonly FilterName[], columns: Partial<Record<FilterName, string>> = {}): string {
  return filters
    .filter((name) => name !== 'team' || !filters.includes('owner'))
    .map((name) => {
      const column = columns[name] ?? name;
      if (name === 'owner' || name === 'team') return `(:owners is null or ${columns.owner ?? 'owner'} = any(:owners))`;
      return `(:${name} is null or ${column} = :${name})`;
    })
    .join(' and ');
}
