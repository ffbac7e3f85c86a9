// A workflow stands still and goes on; what it does is decided in git alone.

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { BadQuery } from '#libs/reporting/page-query.js';
import { KeyOfRequest } from '../http/key.guard.js';
import type { ApiKey } from '../keys/keys.store.js';
import { PausesService } from './pauses.service.js';
import { pausedSchema } from './workflows-schema.js';

const line = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^\P{Cc}+$/u);
const name = { name: 'name', schema: { type: 'string' } } as const;
const reason = { type: 'string', minLength: 1, maxLength: 500, description: 'It stands in the audit' } as const;

@ApiTags('workflows')
@Controller('api/workflows')
export class PausesController {
  constructor(private readonly pauses: PausesService) {}

  @Post(':name/pause')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'Nobody comes in, its runs stop before their next step and nothing of it leaves. Waits count on; who would have come in does not later.',
    operationId: 'pause_workflow',
  })
  @ApiParam(name)
  @ApiBody({ schema: { type: 'object', required: ['reason'], additionalProperties: false, properties: { reason } } })
  @ApiOkResponse({ schema: pausedSchema })
  pause(@Param('name') workflow: string, @Body() body: unknown, @KeyOfRequest() key: ApiKey) {
    const asked = z.strictObject({ reason: line }).safeParse(body);
    if (!asked.success) throw new BadQuery('the body must be {"reason": "…"}: one line of at most 500 characters');
    return this.pauses.pause(named(workflow), asked.data.reason, key);
  }

  @Post(':name/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'It goes on: what came due meanwhile at once.', operationId: 'resume_workflow' })
  @ApiParam(name)
  @ApiBody({ required: false, schema: { type: 'object', additionalProperties: false, properties: { reason } } })
  @ApiOkResponse({ schema: pausedSchema })
  resume(@Param('name') workflow: string, @Body() body: unknown, @KeyOfRequest() key: ApiKey) {
    const asked = z.strictObject({ reason: line.optional() }).safeParse(body ?? {});
    if (!asked.success) throw new BadQuery('the body may be {"reason": "…"}: one line of at most 500 characters');
    return this.pauses.resume(named(workflow), asked.data.reason ?? null, key);
  }
}

function named(workflow: string): string {
  if (workflow.includes('\u0000')) throw new BadQuery('the name of a workflow has no NUL character');
  return workflow;
}
