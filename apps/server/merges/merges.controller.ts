// Two people or two accounts that somebody says are one. What it would bring about is told before: it cannot be undone.

import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { BadQuery } from '#libs/reporting/page-query.js';
import { KeyOfRequest } from '../http/key.guard.js';
import { singleValues } from '../http/single-values.js';
import { OfTheWholeCompany } from '../sight/limit-sight.service.js';
import type { ApiKey } from '../keys/keys.store.js';
import { mergeBody, mergedSchema, mergePreviewSchema } from './merges-schema.js';
import { MergesService } from './merges.service.js';

const digits = z.string().regex(/^\d{1,18}$/);
const pair = z.strictObject({ kind: z.enum(['person', 'account']), stays: digits, goes: digits });
const wanted = pair.extend({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .regex(/^\P{Cc}+$/u),
});
const idSchema = { type: 'string', pattern: '^\\d{1,18}$' } as const;

@ApiTags('merges')
@Controller('api/merges')
export class MergesController {
  constructor(private readonly merges: MergesService) {}

  @Get('preview')
  @OfTheWholeCompany()
  @ApiOperation({ summary: 'What a merge would bring about: traits, deals, runs and keys. Nothing is done.', operationId: 'preview_merge' })
  @ApiQuery({ name: 'kind', schema: { type: 'string', enum: ['person', 'account'] } })
  @ApiQuery({ name: 'stays', description: 'Id of the one that stays', schema: idSchema })
  @ApiQuery({ name: 'goes', description: 'Id of the one that goes up in it', schema: idSchema })
  @ApiOkResponse({ schema: mergePreviewSchema })
  preview(@Query() query: Record<string, string | string[]>) {
    const asked = pair.safeParse(singleValues(query));
    if (!asked.success) throw new BadQuery('ask with "kind" (person or account), "stays" and "goes" (two ids)');
    return this.merges.preview(asked.data);
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Makes two of them one. It cannot be undone; the id that goes keeps answering.', operationId: 'merge' })
  @ApiBody({ schema: mergeBody })
  @ApiOkResponse({ schema: mergedSchema })
  merge(@Body() body: unknown, @KeyOfRequest() key: ApiKey) {
    const asked = wanted.safeParse(body);
    if (!asked.success)
      throw new BadQuery(
        'the body must be {"kind": "person" | "account", "stays": "1", "goes": "2", "reason": "…"}: the reason one line of at most 500 characters',
      );
    const { reason, ...merge } = asked.data;
    return this.merges.merge(merge, reason, key);
  }
}
