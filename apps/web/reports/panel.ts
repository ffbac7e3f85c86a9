// One picture of a chart, as data.

import type { Row } from './report-search.js';
import type { Unit } from './say-cell.js';

export interface Series {
  /** Column of the rows that it shows. */
  readonly column: string;
  readonly name: string;
  /** Place in the palette. */
  readonly colour: number;
  /** In the panel's unit. */
  readonly values: readonly (number | null)[];
  readonly before: readonly (number | null)[] | null;
  /** Of the whole period, where the rows say so, in words. */
  readonly whole: string | null;
  /** A mark to be reached, not a bar. */
  readonly isMark: boolean;
  /** The rows behind each value. */
  readonly picks: readonly (readonly Row[])[];
}

export interface Panel {
  readonly key: string;
  /** Empty where there is only one. */
  readonly title: string;
  readonly form: 'bars' | 'stacked' | 'line' | 'funnel' | 'stairs';
  /** Its bars lie: what they stand for has names, not times. */
  readonly isAcross: boolean;
  readonly unit: Unit;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** What is told of each place, line by line. */
  readonly tips: readonly string[];
  /** Beside each bar of a funnel. */
  readonly notes: readonly string[];
  /** Of `stairs`: how many bars a label stands for, and where each begins. */
  readonly stairs: { readonly each: number; readonly base: readonly number[] } | null;
  /** In words, for who does not see it. */
  readonly summary: string;
}

/** What a picture is made of: rows of one currency (and of one of whom it is told). */
export interface Part {
  readonly key: string;
  readonly title: string;
  readonly currency: string | null;
  readonly rows: readonly Row[];
  readonly before: readonly Row[];
}

export const mostColours = 8;
/** A colour that means something means it everywhere. */
const meant: Readonly<Record<string, number>> = {
  won: 2,
  in_time: 2,
  replied: 2,
  lost: 1,
  missed: 1,
  lost_here: 1,
  created: 3,
  changed: 7,
  reopened: 6,
  slipped: 5,
  goal: 4,
  open_after: 0,
};

/** A place in the palette for each column, no two the same while it lasts. */
export function coloursOf(columns: readonly string[]): (column: string) => number {
  const taken = new Set(columns.flatMap((column) => meant[column] ?? []));
  const free = Array.from({ length: mostColours }, (_, at) => at).filter((at) => !taken.has(at));
  const plain = columns.filter((column) => meant[column] === undefined);
  return (column) => meant[column] ?? free[plain.indexOf(column) % free.length]!;
}

export function groupsOf(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

/** Of each series the largest, where it stands, and the last one. */
export function summaryOf(series: readonly Series[], labels: readonly string[], say: (value: number | null | undefined) => string): string {
  const told = series.map(({ name, values }) => {
    const most = values.reduce<number>((best, value, at) => (value !== null && value > (values[best] ?? -Infinity) ? at : best), 0);
    return `${name}: at most ${say(values[most])} (${labels[most] ?? ''}), at last ${say(values.at(-1))}.`;
  });
  return `${labels[0] ?? ''} to ${labels.at(-1) ?? ''}. ${told.join(' ')}`;
}
