// A request's headers as they stood on the wire, repetitions included, and its body unpacked within its limit.

import { promisify } from 'node:util';
import { gunzip, inflate } from 'node:zlib';

/** `status` is what the sender is told. */
export class UnreadableBody extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
    this.name = 'UnreadableBody';
  }
}

const unzip = { gzip: promisify(gunzip), 'x-gzip': promisify(gunzip), deflate: promisify(inflate) } as const;

/** Node joins or drops repeated headers; here each keeps all of its values. Names in lower case. */
export function headersOf(rawHeaders: readonly string[]): Record<string, string[]> {
  const headers = Object.create(null) as Record<string, string[]>;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase();
    const values = headers[name];
    if (values === undefined) headers[name] = [rawHeaders[at + 1]!];
    else values.push(rawHeaders[at + 1]!);
  }
  return headers;
}

/**
 * @param limit bytes after unpacking: a small body may hide a large one
 * @throws UnreadableBody
 */
export async function unpack(body: Buffer, encodings: readonly string[] | undefined, limit: number): Promise<Buffer> {
  const encoding = encodings?.join(',').trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return body;
  if (!Object.hasOwn(unzip, encoding)) throw new UnreadableBody('unknown content encoding; send gzip, deflate or none', 415);
  try {
    return await unzip[encoding as keyof typeof unzip](body, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw new UnreadableBody('body too large when unpacked', 413);
    throw new UnreadableBody('body is not what its content encoding says', 400);
  }
}
