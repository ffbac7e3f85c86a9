// Reads one page of a list. A cursor is opaque to clients: the order columns of the last row, as base64url JSON.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ListingName, listings, type Listing } from './listing.js';
import { BadQuery, type PageQuery, pageQuery } from './page-query.js';

export interface Page {
  readonly data: readonly Record<string, unknown>[];
  /** Hand it back as `cursor` for the next page; null at the end. */
  readonly next: string | null;
}

@Injectable()
export class ListStore {
  constructor(private readonly database: DataSource) {}

  /**
   * @param within a select of ids: only these rows
   * @throws BadQuery when a parameter is unknown or malformed
   */
  async page(name: ListingName, query: Readonly<Record<string, string>>, within?: PageQuery): Promise<Page> {
    const listing: Listing = listings[name];
    const limit = readLimit(query['limit']);
    const { sql, values } = pageQuery(listing, query, readCursor(query['cursor']), limit, within);
    const rows: Record<string, unknown>[] = await this.database.query(sql, [...values]);
    const data = rows.slice(0, limit);
    const last = data.at(-1);
    return { data, next: rows.length > limit && last !== undefined ? writeCursor(listing, last) : null };
  }

  /** One row of a list by its id; null when there is none. */
  async one(name: ListingName, id: string): Promise<Record<string, unknown> | null> {
    if (!/^\d{1,18}$/.test(id)) throw new BadQuery('the id must be digits');
    const rows: Record<string, unknown>[] = await this.database.query(`${listings[name].select} and id = $1 limit 1`, [id]);
    return rows[0] ?? null;
  }
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return 50;
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > 500) throw new BadQuery('"limit" must be a whole number from 1 to 500');
  return limit;
}

function readCursor(text: string | undefined): string[] | null {
  if (text === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.every((value) => typeof value === 'string' && !value.includes('\u0000'))) return values as string[];
  } catch {
    // falls through to the one message
  }
  throw new BadQuery('"cursor" is not one of ours; leave it out to begin anew');
}

function writeCursor(listing: Listing, row: Record<string, unknown>): string {
  const values = listing.order.map(({ as }) => {
    const value = row[as];
    return value instanceof Date ? value.toISOString() : String(value);
  });
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}
