// Where a backtest's events come from: a server (with a key), a database, or a file of the same lines.

import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { openPool } from '#libs/database/connection.store.js';
import { type HistoryLine, readHistoryLine } from '#libs/reporting/history-line.js';
import { readHistory } from '#libs/reporting/history.store.js';

export interface HistoryPlace {
  readonly file?: string;
  readonly databaseUrl?: string;
  readonly server?: string;
  readonly key?: string;
  readonly withOutcomes?: boolean;
  /** Of a server: what was received since (epoch ms). */
  readonly from?: number;
}

/** What whoever asked has to mend. */
export class NoHistory extends Error {}

export async function* openHistory({
  file,
  databaseUrl,
  server,
  key,
  withOutcomes = false,
  from,
}: HistoryPlace): AsyncGenerator<HistoryLine> {
  if (file !== undefined) yield* linesOf(createReadStream(file), file);
  else if (databaseUrl !== undefined) {
    const pool = openPool(databaseUrl, 1);
    try {
      const { rows } = await pool.query<{ offset: string }>(
        `select coalesce((select value from instance where name = 'clock_offset'), '0') as offset`,
      );
      yield* readHistory(pool, { now: Date.now() + Number(rows[0]?.offset ?? 0), withOutcomes });
    } finally {
      await pool.end();
    }
  } else if (server !== undefined) {
    const query = new URLSearchParams({
      ...(withOutcomes ? { outcomes: 'true' } : {}),
      ...(from === undefined ? {} : { from: new Date(from).toISOString() }),
    }).toString();
    const url = `${server.replace(/\/+$/, '')}/api/export/events${query === '' ? '' : `?${query}`}`;
    const answer = await fetch(url, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` } }).catch((error: unknown) => {
      throw new NoHistory(
        `${server} does not answer; name another with --server, or --database URL, or --events FILE (${error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : String(error)})`,
      );
    });
    if (!answer.ok || answer.body === null)
      throw new NoHistory(`${url} answered ${answer.status}${answer.status === 401 ? ': give a key with --key or MILLRACE_KEY' : ''}`);
    yield* linesOf(Readable.fromWeb(answer.body), url);
  } else throw new NoHistory('Say where the events are: --server URL, --database URL or --events FILE.');
}

/** Not readline: it goes on reading while nobody takes its lines. */
async function* linesOf(stream: Readable, name: string): AsyncGenerator<HistoryLine> {
  let number = 0;
  let rest = '';
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield* readLine(line, `${name}:${(number += 1)}`);
  }
  yield* readLine(rest, `${name}:${number + 1}`);
}

function* readLine(text: string, place: string): Generator<HistoryLine> {
  if (text.trim() === '') return;
  try {
    yield readHistoryLine(text);
  } catch (error) {
    throw new NoHistory(`${place}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
