// The doors of all sources: raw bytes in, verified by the source, appended, answered after the commit.
// Apart from Nest's pipeline: no parser, guard or filter stands between the bytes and the source that checks them.

import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Pool } from 'pg';
import type { RawRequest, Received, SourceDefinition, SourceSecret } from '#libs/connectors/contract.js';
import { sources as allSources } from '#libs/connectors/registry.js';
import { IntakeService, IntakeUnavailable } from '#libs/intake/append.service.js';
import { RejectionsStore } from '#libs/intake/rejections.store.js';
import { SettingsService } from '#libs/settings/settings.service.js';
import { ClockService } from '../clock/clock.service.js';
import { headersOf, unpack, UnreadableBody } from './raw-request.service.js';
import { sourceSecrets } from './source-secrets.js';

const noBody = Buffer.alloc(0);

export interface IntakeParts {
  readonly sources: readonly SourceDefinition[];
  readonly secretsOf: (source: string) => readonly SourceSecret[];
  readonly intake: Pick<IntakeService, 'take'>;
  readonly rejections: Pick<RejectionsStore, 'count'>;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Before `app.init()`. What waits is written and counted when the server closes. */
export async function registerIntake(fastify: FastifyInstance, app: INestApplication): Promise<void> {
  const pool = app.get(Pool);
  const settings = app.get(SettingsService).values;
  const clock = app.get(ClockService);
  const intake = new IntakeService(pool, { queueLimit: settings.intakeQueueLimit });
  const rejections = new RejectionsStore(pool);
  const secrets = sourceSecrets(settings);
  await registerSources(fastify, {
    sources: allSources,
    secretsOf: (source) => secrets.get(source) ?? [],
    intake,
    rejections,
    now: () => clock.now(),
  });
  fastify.addHook('onClose', async () => {
    await intake.close();
    await rejections.close();
  });
}

export async function registerSources(fastify: FastifyInstance, parts: IntakeParts): Promise<void> {
  await fastify.register(async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    // Whatever the sender calls it, even what is no content type at all: it is bytes to us. `rawHeaders` keeps what was sent.
    scope.addHook('onRequest', (request, _reply, done) => {
      request.raw.headers['content-type'] = 'application/octet-stream';
      done();
    });
    for (const source of parts.sources) for (const path of source.paths) addPath(scope, parts, source, path);
  });
}

function addPath(scope: FastifyInstance, parts: IntakeParts, source: SourceDefinition, path: string): void {
  const { cors = false } = source;
  const errorHandler = (error: unknown, _request: FastifyRequest, reply: FastifyReply): void => {
    reply.hijack();
    fail(parts, source, reply, error);
  };
  scope.route({
    method: 'POST',
    url: path,
    bodyLimit: source.bodyLimit,
    errorHandler,
    handler: (request, reply) => receive(parts, source, request, reply),
  });
  scope.route({
    method: ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'],
    url: path,
    errorHandler,
    handler: (_request, reply) => {
      reply.hijack();
      answer(reply, cors, 405, { success: false, message: 'send a POST' }, { allow: cors ? 'POST, OPTIONS' : 'POST' });
    },
  });
  if (!cors) return;
  scope.route({
    method: 'OPTIONS',
    url: path,
    handler: (_request, reply) =>
      reply
        .code(204)
        .header('access-control-allow-origin', '*')
        .header('access-control-allow-methods', 'POST, OPTIONS')
        .header('access-control-allow-headers', 'Authorization, Content-Type, Content-Encoding, X-Strict-Mode, X-Retry-Count')
        .header('access-control-max-age', '86400')
        .send(),
  });
}

/**
 * One request, answered after its rows are committed. By callbacks and past Fastify's own reply: at 25,000 requests a second
 * promises and reply hooks were a quarter of the time (bench/README.md).
 */
function receive(parts: IntakeParts, source: SourceDefinition, request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  const headers = headersOf(request.raw.rawHeaders);
  const body = (request.body as Buffer | undefined) ?? noBody;
  const encoding = headers['content-encoding'];
  if (encoding === undefined) take(parts, source, request, reply, headers, body);
  else
    unpack(body, encoding, source.bodyLimit).then(
      (unpacked) => take(parts, source, request, reply, headers, unpacked),
      (error: unknown) => fail(parts, source, reply, error),
    );
}

function take(
  parts: IntakeParts,
  source: SourceDefinition,
  request: FastifyRequest,
  reply: FastifyReply,
  headers: RawRequest['headers'],
  body: Buffer,
): void {
  try {
    const now = parts.now();
    const raw: RawRequest = { method: request.method, url: request.url, headers, body, params: request.params as Record<string, string> };
    const received: Received = source.receive(raw, { now, secrets: parts.secretsOf(source.name) });
    const { status, body: said, headers: more } = received.reply;
    if (received.kind === 'rejected') {
      parts.rejections.count(source.name, received.reason, now);
      answer(reply, source.cors === true, status, said, more);
      return;
    }
    parts.intake.take(received.items, now, (failure) => {
      if (failure !== null) {
        fail(parts, source, reply, failure);
        return;
      }
      for (const reason of received.refused ?? []) parts.rejections.count(source.name, reason, now);
      answer(reply, source.cors === true, status, said, more);
    });
  } catch (error) {
    fail(parts, source, reply, error);
  }
}

function fail(parts: IntakeParts, source: SourceDefinition, reply: FastifyReply, error: unknown): void {
  const { status, reason } = unreadable(error);
  if (status < 500) parts.rejections.count(source.name, reason, parts.now());
  answer(reply, source.cors === true, status, { success: false, message: reason }, status < 500 ? undefined : { 'retry-after': '2' });
}

/** Headers as a list, in one write with the body: what node:http does fastest. */
function answer(reply: FastifyReply, cors: boolean, status: number, body: unknown, more?: Readonly<Record<string, string>>): void {
  const text = JSON.stringify(body);
  const headers = ['content-type', 'application/json; charset=utf-8', 'content-length', String(Buffer.byteLength(text))];
  if (cors) headers.push('access-control-allow-origin', '*', 'access-control-expose-headers', 'Retry-After');
  for (const name in more) headers.push(name, more[name]!);
  reply.raw.writeHead(status, headers);
  reply.raw.end(text);
}

/** Only what is ours to mend is a 503; all that a sender can send is a 4xx. */
function unreadable(error: unknown): { readonly status: number; readonly reason: string } {
  if (error instanceof IntakeUnavailable) return { status: 503, reason: 'overloaded or without a database; try again' };
  if (error instanceof UnreadableBody) return { status: error.status, reason: error.message };
  const status = (error as { statusCode?: unknown }).statusCode;
  if (status === 413) return { status, reason: 'body too large' };
  if (typeof status === 'number' && status >= 400 && status < 500) return { status, reason: 'unreadable request' };
  return { status: 503, reason: 'something broke on our side; try again' };
}
