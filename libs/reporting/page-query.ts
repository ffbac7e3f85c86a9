// Builds the statement of one page of a list: filters as parameters, order by keyset, one row more than asked to know if there is a next page.

import { Temporal } from 'temporal-polyfill';
import type { Listing } from './listing.js';

export interface PageQuery {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What a user asked wrongly; the message names the parameter and the fix. */
export class BadQuery extends Error {}

const bigint = /^\d{1,18}$/;

/** Whether Postgres would read it: a cursor that somebody wrote by hand is their mistake, not ours. */
const isOfType: Readonly<Record<Listing['order'][number]['type'], (text: string) => boolean>> = {
  bigint: (text) => bigint.test(text),
  text: () => true,
  timestamptz: isTime,
};

/**
 * @param query the query string, as `{limit: '50', cursor: '…', name: 'Signed Up'}`
 * @param within a select of ids, with its values: only these rows
 * @param after the decoded cursor: values of the order columns of the last row seen
 * @throws BadQuery for an unknown parameter or a value of the wrong shape
 */
export function pageQuery(
  listing: Listing,
  query: Readonly<Record<string, string>>,
  after: readonly string[] | null,
  limit: number,
  within?: PageQuery,
): PageQuery {
  const values: unknown[] = [...(within?.values ?? [])];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions: string[] = within === undefined ? [] : [`id in (${within.sql})`];
  for (const [name, value] of Object.entries(query)) {
    if (name === 'limit' || name === 'cursor') continue;
    const filter = Object.hasOwn(listing.filters, name) ? listing.filters[name] : undefined;
    if (filter === undefined)
      throw new BadQuery(
        `unknown parameter "${name.slice(0, 60)}"; known are ${['limit', 'cursor', ...Object.keys(listing.filters)].join(', ')}`,
      );
    if (filter.type === 'bigint' && !bigint.test(value)) throw new BadQuery(`"${name}" must be an id, digits only`);
    if (filter.type === 'time' && !isTime(value)) throw new BadQuery(`"${name}" must be a time like 2026-03-02T09:00:00Z`);
    if (value.includes('\u0000')) throw new BadQuery(`"${name}" has a NUL character`);
    conditions.push(filter.sql.replaceAll('?', () => parameter(value)));
  }
  if (after !== null) {
    const isOurs = after.length === listing.order.length && listing.order.every(({ type }, i) => isOfType[type](after[i]!));
    if (!isOurs) throw new BadQuery('"cursor" is not one of this list; leave it out to begin anew');
    const right = listing.order.map(({ type }, i) => `${parameter(after[i])}::${type}`);
    conditions.push(`(${listing.order.map(({ column }) => column).join(', ')}) < (${right.join(', ')})`);
  }
  const where = conditions.map((condition) => ` and ${condition}`).join('');
  const order = listing.order.map(({ column }) => `${column} desc`).join(', ');
  return { sql: `${listing.select}${where} order by ${order} limit ${limit + 1}`, values };
}

function isTime(text: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return false;
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}
