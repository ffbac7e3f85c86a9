// A page of a timeline, the newest first. Each kind is read by its subjects' own range; the pages go by the moment and then the row, so that
// nothing repeats while facts stream in.

import type { DataSource } from 'typeorm';
import { BadQuery } from './page-query.js';

export interface TimelinePage {
  readonly data: readonly Record<string, unknown>[];
  readonly next: string | null;
}

/** `values`: at, title, note, state, person_id, deal_id, run_id. `$1` and `$3` are lists of ids, `$2` is a text. */
export interface Branch {
  readonly values: string;
  readonly from: string;
}

const columns = 'kind, id, at, title, note, state, person_id, deal_id, run_id';
const digits = /^\d{1,18}$/;
const moment = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/;

export interface TimelineQuery<Kind extends string> {
  readonly kinds: readonly Kind[];
  readonly limit: number;
  readonly after: readonly string[] | null;
}

/** @throws BadQuery for what cannot be asked */
export function timelineQuery<Kind extends string>(
  known: readonly Kind[],
  { only, limit: asked = '50', cursor, ...others }: Readonly<Record<string, string>>,
): TimelineQuery<Kind> {
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new BadQuery(`unknown parameter "${unknown.slice(0, 60)}"; known are only, limit, cursor`);
  const limit = /^\d{1,3}$/.test(asked) ? Number(asked) : 0;
  if (limit < 1 || limit > 200) throw new BadQuery('"limit" must be a whole number from 1 to 200');
  return { kinds: readKinds(known, only), limit, after: readCursor(known, cursor) };
}

export async function readTimeline<Kind extends string>(
  database: DataSource,
  branches: Readonly<Record<Kind, Branch>>,
  { kinds, limit, after }: TimelineQuery<Kind>,
  [all, about, own]: readonly [readonly string[], string, readonly string[]],
): Promise<TimelinePage> {
  // The newest of each kind are enough for the newest of all.
  const part = (one: Kind) =>
    `(select * from (select '${one}' as kind, id, ${branches[one].values} from ${branches[one].from}) row (${columns})
      where $4::timestamptz is null or (at, kind, id) < ($4::timestamptz, $5::text, $6::int8) order by at desc, kind desc, id desc limit ${limit + 1})`;
  // Postgres wants a use of every parameter, whichever kinds are asked for.
  const rows: Record<string, unknown>[] = await database.query(
    `select ${columns}, at::text as mark from (${kinds.map(part).join(' union all ')}) rows
     where $1::int8[] is not null and $2::text is not null and $3::int8[] is not null order by at desc, kind desc, id desc limit ${limit + 1}`,
    [all, about, own, ...(after ?? [null, null, null])],
  );
  const data = rows.slice(0, limit);
  const last = rows.length > limit ? data.at(-1) : undefined;
  return {
    data: data.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'mark'))),
    next: last === undefined ? null : Buffer.from(JSON.stringify([last['mark'], last['kind'], last['id']])).toString('base64url'),
  };
}

function readKinds<Kind extends string>(known: readonly Kind[], only: string | undefined): readonly Kind[] {
  if (only === undefined) return known;
  const asked = only.split(',');
  const found = known.filter((one) => asked.includes(one));
  if (found.length !== new Set(asked).size) throw new BadQuery(`"only" must be some of ${known.join(',')}`);
  return found;
}

function readCursor(known: readonly string[], text: string | undefined): readonly string[] | null {
  if (text === undefined) return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === 3) {
      const [at, kind, row] = values as unknown[];
      const isOurs = moment.test(String(at)) && known.includes(String(kind)) && digits.test(String(row));
      if (isOurs && Number.isFinite(Date.parse(String(at).replace(' ', 'T').replace('+00', 'Z')))) return values as string[];
    }
  } catch {
    // falls through to the one message
  }
  throw new BadQuery('"cursor" is not one of this list; leave it out to begin anew');
}
