// How this house talks to Postgres: one place for pool sizes, time-outs, and how values are read.
// int8 comes as a string, json with its numbers exact, date as `2026-11-24`; timestamptz as a Date.

import pg from 'pg';
import { parseJson } from '#libs/language/json.js';
import { SightedPool } from './sighted-pool.store.js';

const builtins = pg.types.builtins;
const readers = new Map<number, (text: string) => unknown>([
  [builtins.JSON, parseJson],
  [builtins.JSONB, parseJson],
  // A day has no clock; pg would make it midnight of this machine.
  [builtins.DATE, (text) => text],
  [builtins.TIMESTAMPTZ, readTimestamp],
]);

/** As Postgres writes it in UTC, to the millisecond; anything else is left to pg's own reader, which takes six times as long. */
const utc = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?\+00$/;

function readTimestamp(text: string): unknown {
  const parts = utc.exec(text);
  if (parts === null) return (pg.types.getTypeParser(builtins.TIMESTAMPTZ) as (text: string) => unknown)(text);
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  return new Date(
    Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      Number(fraction.padEnd(3, '0').slice(0, 3)),
    ),
  );
}

/** Given to every pool and client. */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): ((text: string) => unknown) => {
    const reader = format === 'binary' ? undefined : readers.get(oid);
    return reader ?? pg.types.getTypeParser(oid, format);
  },
};

/** What a pool and TypeORM's are opened with. A transaction left open by a frozen process gives its locks back after a minute. */
export const connectionOptions = {
  types,
  application_name: 'millrace',
  keepAlive: true,
  connectionTimeoutMillis: 10_000,
  idle_in_transaction_session_timeout: 60_000,
} as const;

/**
 * A pool for the hot statements. Statements of one client are sent without waiting for each other's answers: while Postgres works
 * on one, the next is made (see sent-statements.ts). Errors of idle connections are
 * left to the next query, which says what broke.
 */
export function openPool(url: string, size: number): pg.Pool {
  const pool = new SightedPool({ ...connectionOptions, connectionString: url, max: size, pipeline: true });
  pool.on('error', () => undefined);
  return pool;
}
