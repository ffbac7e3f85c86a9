// What is decided about one run; the list is GET /api/runs, one with its journal GET /api/runs/ID.

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { BadQuery } from '#libs/reporting/page-query.js';
import { KeyOfRequest } from '../http/key.guard.js';
import type { ApiKey } from '../keys/keys.store.js';
import { type MovedRun, RunsService } from './runs.service.js';

const id = { name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } } as const;
const schema = {
  type: 'object',
  required: ['id', 'state', 'step', 'version_id', 'deliveries'],
  properties: {
    id: { type: 'string', pattern: '^\\d+$' },
    state: { type: 'string' },
    step: { type: ['string', 'null'] },
    version_id: { type: 'string', pattern: '^\\d+$' },
    deliveries: { type: 'integer', description: 'Of it that are tried again' },
  },
};
const reason = { type: 'string', minLength: 1, maxLength: 500, example: 'the customer asked for it' } as const;
const wanted = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .regex(/^\P{Cc}+$/u),
});

@ApiTags('runs')
@Controller('api/runs')
export class RunsController {
  constructor(private readonly runs: RunsService) {}

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({
    summary: 'A failed run goes on at the step that failed; of another, what failed to leave is tried again. 409 says why it cannot.',
  })
  @ApiParam(id)
  @ApiOkResponse({ schema })
  retry(@Param('id') runId: string, @KeyOfRequest() key: ApiKey): Promise<MovedRun> {
    return this.runs.retry(digits(runId), key);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Ends a run that is under way, and what it asked for and has not left does not leave any more.' })
  @ApiParam(id)
  @ApiBody({ schema: { type: 'object', required: ['reason'], additionalProperties: false, properties: { reason } } })
  @ApiOkResponse({ schema })
  cancel(@Param('id') runId: string, @Body() body: unknown, @KeyOfRequest() key: ApiKey): Promise<MovedRun> {
    const asked = wanted.safeParse(body);
    if (!asked.success) throw new BadQuery('the body must be {"reason": "…"}: one line of at most 500 characters');
    return this.runs.cancel(digits(runId), asked.data.reason, key);
  }

  @Post(':id/migrate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Moves a run to the newest version of its workflow, at the step of the same id. 409 when that step is gone.' })
  @ApiParam(id)
  @ApiOkResponse({ schema })
  migrate(@Param('id') runId: string, @KeyOfRequest() key: ApiKey): Promise<MovedRun> {
    return this.runs.migrate(digits(runId), key);
  }
}

function digits(runId: string): string {
  if (!/^\d{1,18}$/.test(runId)) throw new BadQuery('the id must be digits');
  return runId;
}
