// The links at the end of marketing mail. Looking changes nothing, for mail scanners follow links; one click, a person's or a
// mail program's (RFC 8058), ends it at once.

import { Controller, Get, Header, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { UnsubscribeStore } from '../unsubscribe/unsubscribe.store.js';
import { unsubscribePage } from '../unsubscribe/unsubscribe-page.js';
import { Open } from './key.guard.js';

@ApiExcludeController()
@Open()
@Controller('u')
export class UnsubscribeController {
  constructor(private readonly unsubscribes: UnsubscribeStore) {}

  @Get(':token')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  @Header('x-robots-tag', 'noindex')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
  async ask(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    return page(reply, (await this.unsubscribes.isValid(token)) ? 'ask' : 'unknown');
  }

  @Post(':token')
  @HttpCode(200)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
  async unsubscribe(@Param('token') token: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    return page(reply, (await this.unsubscribes.unsubscribe(token)) ? 'done' : 'unknown');
  }
}

/** As bytes: a text would be made JSON of. */
function page(reply: FastifyReply, state: Parameters<typeof unsubscribePage>[0]): Buffer {
  if (state === 'unknown') reply.status(404);
  return Buffer.from(unsubscribePage(state));
}
