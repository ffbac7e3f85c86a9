// The rows of a file, one after the other: NDJSON or CSV with a heading, from a file or from stdin.

import { createReadStream } from 'node:fs';
import { parseJson } from '#libs/language/json.js';
import { CsvReader, type CsvRecord } from '../csv/read-csv.js';
import { Refused } from '../remote/server.client.js';
import type { Row } from './to-call.js';

export interface NumberedRow {
  readonly line: number;
  /** A text: why it is no row. */
  readonly row: Row | string;
}

export type Format = 'ndjson' | 'csv';

/** @param file `-`: stdin */
export async function* readRows(file: string, format: Format): AsyncGenerator<NumberedRow> {
  const stream = (file === '-' ? process.stdin : createReadStream(file)).setEncoding('utf8') as AsyncIterable<string>;
  try {
    yield* format === 'csv' ? csvRows(stream) : jsonRows(stream);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Refused(`${file} cannot be read (${code}).`, 0);
  }
}

async function* jsonRows(stream: AsyncIterable<string>): AsyncGenerator<NumberedRow> {
  let line = 0;
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) yield* jsonRow(text, (line += 1));
  }
  yield* jsonRow(rest, line + 1);
}

function* jsonRow(text: string, line: number): Generator<NumberedRow> {
  const written = text.replace(/^\uFEFF/, '').trim();
  if (written === '') return;
  let row: unknown;
  try {
    row = parseJson(written);
  } catch {
    yield { line, row: 'is no JSON' };
    return;
  }
  const isObject = typeof row === 'object' && row !== null && !Array.isArray(row);
  yield { line, row: isObject ? (row as Row) : 'is no JSON object' };
}

async function* csvRows(stream: AsyncIterable<string>): AsyncGenerator<NumberedRow> {
  const reader = new CsvReader();
  let heading: readonly string[] | undefined;
  const rowsOf = function* (records: readonly CsvRecord[]): Generator<NumberedRow> {
    for (const { line, cells } of records) {
      if (heading === undefined) heading = cells.map((cell) => cell.trim());
      else if (cells.length > heading.length) yield { line, row: `has ${cells.length} cells, and the heading has ${heading.length}` };
      else {
        const named = heading
          .map((name, index) => [name, cells[index] ?? ''] as const)
          .filter(([name, cell]) => name !== '' && cell !== '');
        yield { line, row: Object.fromEntries(named) };
      }
    }
  };
  for await (const chunk of stream) yield* rowsOf(reader.push(chunk));
  yield* rowsOf(reader.end());
}
