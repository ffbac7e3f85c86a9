// A request's body as bytes, never more of them than its limit.

import type { IncomingMessage } from 'node:http';
import { UnreadableBody } from './raw-request.service.js';

const nothing = Buffer.alloc(0);

/**
 * Calls back once, unless the sender goes away before the end: then nobody is left to be told, and nothing has happened.
 * @param limit bytes
 */
export function readBody(request: IncomingMessage, limit: number, done: (failure: UnreadableBody | null, body: Buffer) => void): void {
  // It is told before it is read: 10 MB are not waited for.
  if (Number(request.headers['content-length']) > limit) {
    done(tooLarge(), nothing);
    return;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  const onData = (chunk: Buffer): void => {
    length += chunk.length;
    if (length <= limit) {
      chunks.push(chunk);
      return;
    }
    request.off('data', onData);
    request.off('end', onEnd);
    done(tooLarge(), nothing);
  };
  const onEnd = (): void => done(null, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length));
  request.on('data', onData);
  request.on('end', onEnd);
  request.on('error', ignore);
}

function tooLarge(): UnreadableBody {
  return new UnreadableBody('body too large', 413);
}

/** A sender that went away. */
function ignore(): void {}
