// What is done about a breaker that has tripped; the list is GET /api/breakers.

import { Body, Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { BadQuery } from '#libs/reporting/page-query.js';
import { KeyOfRequest } from '../http/key.guard.js';
import type { ApiKey } from '../keys/keys.store.js';
import { BreakersService, type DecidedBreaker } from './breakers.service.js';

const action = { name: 'action', description: 'As email.send', schema: { type: 'string' } } as const;
const schema = {
  type: 'object',
  required: ['action', 'deliveries'],
  properties: { action: { type: 'string' }, deliveries: { type: 'integer', description: 'Tried now, or given up' } },
};
const reason = { type: 'string', minLength: 1, maxLength: 500, description: 'It stands in the audit' } as const;
const wanted = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .regex(/^\P{Cc}+$/u),
});

@ApiTags('breakers')
@Controller('api/breakers')
export class BreakersController {
  constructor(private readonly breakers: BreakersService) {}

  @Post(':action/try')
  @HttpCode(200)
  @ApiOperation({ summary: 'Tries the other side at once, without waiting for the pause to end.', operationId: 'try_breaker' })
  @ApiParam(action)
  @ApiOkResponse({ schema })
  tryNow(@Param('action') name: string, @KeyOfRequest() key: ApiKey) {
    return decided(name, () => this.breakers.tryNow(name, key));
  }

  @Post(':action/give-up')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Gives up what waits for it: each delivery fails, and its run goes on by that.',
    operationId: 'give_up_breaker',
  })
  @ApiParam(action)
  @ApiBody({ schema: { type: 'object', required: ['reason'], additionalProperties: false, properties: { reason } } })
  @ApiOkResponse({ schema })
  giveUp(@Param('action') name: string, @Body() body: unknown, @KeyOfRequest() key: ApiKey) {
    const asked = wanted.safeParse(body);
    if (!asked.success) throw new BadQuery('the body must be {"reason": "…"}: one line of at most 500 characters');
    return decided(name, () => this.breakers.giveUp(name, asked.data.reason, key));
  }
}

async function decided(action: string, act: () => Promise<DecidedBreaker | null>): Promise<DecidedBreaker> {
  const found = /^[\w.-]{1,100}$/.test(action) ? await act() : null;
  if (found === null) throw new NotFoundException(`the breaker of "${action}" has not tripped; GET /api/breakers lists those that have`);
  return found;
}
