// Every error leaves as problem+json (RFC 9457). What a user did wrong is named; what broke inside is logged, never shown.

import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { BadQuery } from '#libs/reporting/page-query.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { status, detail, more = {} } = describe(error);
    if (status >= 500)
      this.log.error(`${http.getRequest<FastifyRequest>().method} ${http.getRequest<FastifyRequest>().url}: ${String(error)}`);
    void http
      .getResponse<FastifyReply>()
      .status(status)
      .header('content-type', 'application/problem+json')
      .send({ type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail, ...more });
  }
}

function describe(error: unknown): { status: number; detail: string; more?: Readonly<Record<string, unknown>> } {
  if (error instanceof BadQuery) return { status: 400, detail: error.message };
  if (error instanceof HttpException) return { status: error.getStatus(), detail: error.message, more: extensionsOf(error) };
  const status = (error as { statusCode?: unknown }).statusCode;
  if (typeof status === 'number' && status >= 400 && status < 500) return { status, detail: (error as Error).message };
  // 57P0x: Postgres is stopping or starting; ECONN…: it is away.
  const { code = '' } = error as { code?: string };
  if (/^(57P0|08|53)/.test(code) || code.startsWith('ECONN'))
    return { status: 503, detail: 'The database is away for a moment; try again.' };
  return { status: 500, detail: 'Something broke on our side; it has been logged.' };
}

/** RFC 9457's extension members: `errors` names each field with its fix, `version` what a resource has come to. */
function extensionsOf(error: HttpException): Readonly<Record<string, unknown>> {
  const said = error.getResponse();
  if (typeof said !== 'object') return {};
  const { errors, version, problems } = said as { errors?: unknown; version?: unknown; problems?: unknown };
  return {
    ...(errors === undefined ? {} : { errors }),
    ...(version === undefined ? {} : { version }),
    ...(problems === undefined ? {} : { problems }),
  };
}
