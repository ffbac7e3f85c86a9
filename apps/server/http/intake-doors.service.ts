// The doors of all sources: raw bytes in, verified by the source, appended, answered after the commit.
// They stand before Fastify, on node:http itself: no router, parser, hook or filter is between the bytes and the source that
// checks them, and none is paid for at 30,000 requests a second (bench/README.md).

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RawRequest, Received, SourceDefinition, SourceSecret } from '#libs/connectors/contract.js';
import { type IntakeService, IntakeUnavailable } from '#libs/intake/append.service.js';
import type { RejectionsStore } from '#libs/intake/rejections.store.js';
import { answer, answerPreflight, type Answering } from './answer.service.js';
import { readBody } from './read-body.service.js';
import { doorsAt } from './door-at.js';
import { headersOf, unpack, UnreadableBody } from './raw-request.service.js';

export interface IntakeParts {
  readonly sources: readonly SourceDefinition[];
  readonly secretsOf: (source: string) => readonly SourceSecret[];
  readonly intake: Pick<IntakeService, 'take'>;
  readonly rejections: Pick<RejectionsStore, 'count'>;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Takes the request if it is for a door; else nothing has happened to it. */
export type Doors = (request: IncomingMessage, response: ServerResponse) => boolean;

/** One request at one door. */
interface Caller extends Answering {
  readonly source: SourceDefinition;
  readonly request: IncomingMessage;
  readonly params: Readonly<Record<string, string>>;
}

export function openDoors(parts: IntakeParts): Doors {
  const doorAt = doorsAt(parts.sources);
  return (request, response) => {
    const door = doorAt(request.url ?? '');
    if (door === undefined) return false;
    const { source, params } = door;
    const caller: Caller = { source, request, response, params, cors: source.cors === true };
    if (request.method === 'POST') receive(parts, caller);
    else if (request.method === 'OPTIONS' && caller.cors) answerPreflight(response);
    else answer(caller, 405, { success: false, message: 'send a POST' }, { allow: caller.cors ? 'POST, OPTIONS' : 'POST' });
    return true;
  };
}

/** By callbacks: at this rate promises alone were a tenth of the time. */
function receive(parts: IntakeParts, caller: Caller): void {
  const { request, source } = caller;
  readBody(request, source.bodyLimit, (failure, body) => {
    if (failure !== null) {
      fail(parts, caller, failure);
      return;
    }
    const headers = headersOf(request.rawHeaders);
    const encoding = headers['content-encoding'];
    if (encoding === undefined) take(parts, caller, headers, body);
    else
      unpack(body, encoding, source.bodyLimit).then(
        (unpacked) => take(parts, caller, headers, unpacked),
        (error: unknown) => fail(parts, caller, error),
      );
  });
}

function take(parts: IntakeParts, caller: Caller, headers: RawRequest['headers'], body: Buffer): void {
  try {
    const { source, request, params } = caller;
    const now = parts.now();
    const raw: RawRequest = { method: 'POST', url: request.url!, headers, body, params };
    const received: Received = source.receive(raw, { now, secrets: parts.secretsOf(source.name) });
    const { status, body: said, headers: more } = received.reply;
    if (received.kind === 'rejected') {
      parts.rejections.count(source.name, received.reason, now);
      answer(caller, status, said, more);
      return;
    }
    parts.intake.take(received.items, now, (failure) => {
      if (failure !== null) {
        fail(parts, caller, failure);
        return;
      }
      for (const reason of received.refused ?? []) parts.rejections.count(source.name, reason, now);
      answer(caller, status, said, more);
    });
  } catch (error) {
    fail(parts, caller, error);
  }
}

/** Only what is ours to mend is a 503; all that a sender can send is a 4xx. */
function fail(parts: IntakeParts, caller: Caller, error: unknown): void {
  if (error instanceof UnreadableBody) {
    parts.rejections.count(caller.source.name, error.message, parts.now());
    // What is still on its way of a body that nobody reads would be taken for the next request.
    answer(caller, error.status, { success: false, message: error.message }, { connection: 'close' });
    return;
  }
  const reason =
    error instanceof IntakeUnavailable ? 'overloaded or without a database; try again' : 'something broke on our side; try again';
  answer(caller, 503, { success: false, message: reason }, { 'retry-after': '2' });
}
