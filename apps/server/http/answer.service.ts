// What a door answers: one write with head and body, by node:http alone.

import type { ServerResponse } from 'node:http';

export interface Answering {
  readonly response: ServerResponse;
  /** Pages of any site may read the answer. */
  readonly cors: boolean;
}

/** @param body the same object for the same answer, where it can be: it is then written once */
export function answer({ response, cors }: Answering, status: number, body: object, more?: Readonly<Record<string, string>>): void {
  const { text, length } = writtenOnce(body);
  const headers = ['content-type', 'application/json; charset=utf-8', 'content-length', length];
  if (cors) headers.push('access-control-allow-origin', '*', 'access-control-expose-headers', 'Retry-After');
  for (const name in more) headers.push(name, more[name]!);
  response.writeHead(status, headers);
  response.end(text);
}

/** A browser asks before it sends. */
export function answerPreflight(response: ServerResponse): void {
  response.writeHead(204, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST, OPTIONS',
    'access-control-allow-headers': 'Authorization, Content-Type, Content-Encoding, X-Strict-Mode, X-Retry-Count',
    'access-control-max-age': '86400',
  });
  response.end();
}

interface Written {
  readonly text: string;
  /** Bytes, as a header has them. */
  readonly length: string;
}

const written = new WeakMap<object, Written>();

function writtenOnce(body: object): Written {
  let known = written.get(body);
  if (known === undefined) {
    const text = JSON.stringify(body);
    known = { text, length: String(Buffer.byteLength(text)) };
    written.set(body, known);
  }
  return known;
}
