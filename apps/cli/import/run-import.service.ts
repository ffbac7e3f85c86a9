// A file → the public intake: row by row checked, in batches sent, with what was refused and where.

import type { SourceDefinition } from '#libs/connectors/contract.js';
import { stringifyJson } from '#libs/language/json.js';
import { type Delivery, Intake } from './intake.client.js';
import { type NumberedRow, readRows, type Format } from './read-rows.service.js';
import { eventCall, type ImportContext, personCall, type Rejected, type Row } from './to-call.js';

export interface ImportOrder {
  readonly what: 'people' | 'events';
  readonly file: string;
  readonly format: Format;
  readonly context: ImportContext;
  readonly server: string;
  readonly sources: readonly SourceDefinition[];
  /** Source → its secret; the write key is that of `segment`. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly isDry: boolean;
  readonly onProgress: (lines: number) => void;
}

export interface ImportReport {
  readonly read: number;
  readonly sent: number;
  /** Answers of a server's own messages: it makes its own. */
  readonly skipped: number;
  readonly rejected: readonly (Rejected & { readonly line: number })[];
}

const batchCount = 500;
const batchBytes = 400_000;

/** @throws Refused */
export async function runImport(order: ImportOrder): Promise<ImportReport> {
  const rejected: (Rejected & { line: number })[] = [];
  const reject = (line: number, field: string, why: string): void => void rejected.push({ line, field, why });
  const intake = new Intake(order.server, (line, why) => reject(line, 'line', why));
  const segment = order.sources.find(({ name }) => name === 'segment')!;
  const key = order.secrets.get('segment') ?? '';
  let waiting: Delivery[] = [];
  let bytes = 0;
  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    bytes = 0;
    if (batch.length > 0 && !order.isDry) await intake.batch(batch, segment.samples!.sign(Buffer.alloc(0), key, Date.now()));
  };
  let read = 0;
  let skipped = 0;
  for await (const { line, row } of readRows(order.file, order.format)) {
    read += 1;
    order.onProgress(read);
    const made = callOf({ line, row }, order);
    if (made === null) skipped += 1;
    else if ('why' in made) reject(line, made.field, made.why);
    else if ('webhook' in made) {
      if (!order.isDry) await intake.webhook({ line, body: made.body }, made.path, made.webhook);
    } else {
      const size = stringifyJson(made.call).length * 2;
      if (waiting.length >= batchCount || bytes + size > batchBytes) await flush();
      waiting.push({ line, body: made.call });
      bytes += size;
    }
  }
  await flush();
  await intake.end();
  return { read, sent: intake.sent, skipped, rejected: rejected.toSorted((a, b) => a.line - b.line) };
}

type Made =
  | Rejected
  | { readonly call: Row }
  | { readonly webhook: (bytes: Buffer) => Readonly<Record<string, string>>; readonly path: string; readonly body: unknown };

/** Null: nothing that is sent. */
function callOf({ row }: NumberedRow, { what, context, sources, secrets }: ImportOrder): Made | null {
  if (typeof row === 'string') return { field: 'line', why: row };
  if (what === 'people') return made(personCall(row, context));
  const { source } = row;
  if (typeof source !== 'string' || source.startsWith('segment')) return made(eventCall(row, context));
  if (source === 'millrace') return null;
  const sender = sources.find(({ name }) => name === source);
  const path = sender?.paths[0];
  if (sender?.samples === undefined || path === undefined)
    return { field: 'source', why: `is no source of this version: ${source.slice(0, 60)}` };
  if (row['body'] === undefined) return { field: 'body', why: `is missing: events of ${source} are imported as it sent them, from NDJSON` };
  const secret = secrets.get(source);
  if (secret === undefined) return { field: 'source', why: `is ${source}, and there is no secret of it to sign with` };
  const { samples } = sender;
  return { webhook: (bytes) => samples.sign(bytes, secret, Date.now()), path, body: row['body'] };
}

function made(call: Row | Rejected): Made {
  return 'why' in call && 'field' in call ? (call as Rejected) : { call };
}
