// Replay of events that the tracking plan blocked; those that were set aside have POST /api/dead-letters/ID/retry.

import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { BadQuery } from '#libs/reporting/page-query.js';
import { KeyOfRequest } from '../http/key.guard.js';
import type { ApiKey } from '../keys/keys.store.js';
import { BlockedEventsService } from './blocked-events.service.js';
import { decidedEventsSchema, decideEventsBody } from './events-schema.js';

const most = 500;
const wanted = z.strictObject({
  ids: z
    .array(z.string().regex(/^\d{1,18}$/))
    .min(1)
    .max(most),
  as: z.enum(['check', 'pass', 'discard']),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .regex(/^\P{Cc}+$/u)
    .optional(),
});

@ApiTags('events')
@Controller('api/events')
export class BlockedEventsController {
  constructor(private readonly blocked: BlockedEventsService) {}

  @Post('blocked')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Decides about events that the tracking plan blocked. Each goes once, at its own time, through the ordinary way.',
    operationId: 'decide_blocked_events',
  })
  @ApiBody({ schema: decideEventsBody })
  @ApiOkResponse({ schema: decidedEventsSchema })
  async decide(@Body() body: unknown, @KeyOfRequest() key: ApiKey) {
    const asked = wanted.safeParse(body);
    if (!asked.success)
      throw new BadQuery(
        `the body must be {"ids": ["4711"], "as": "check" | "pass" | "discard", "reason": "…"}: at most ${most} ids, the reason one line of at most 500 characters`,
      );
    const { ids, as, reason = null } = asked.data;
    if (as === 'pass' && reason === null) throw new BadQuery('"reason" is missing: who lets through what the plan blocks says why');
    return { data: await this.blocked.decide([...new Set(ids)], as, reason, key) };
  }
}
