// Plan and apply: a folder's files against what the server runs.

import { Readable } from 'node:stream';
import { Body, Controller, Headers, HttpCode, Post, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { KeyOfRequest } from '../http/key.guard.js';
import type { ApiKey } from '../keys/keys.store.js';
import { type AppliedPlan, type Plan, PlanService } from './plan.service.js';
import { appliedSchema, applyBodySchema, planBodySchema, planSchema } from './plan-schema.js';
import { planLines } from './plan-lines.js';
import { readApplyBody, readPlanBody } from './read-plan-body.js';

@ApiTags('workspace')
@Controller('api')
export class PlanController {
  constructor(private readonly plans: PlanService) {}

  @Post('plan')
  @HttpCode(200)
  @ApiOperation({
    summary:
      'What these files would change; nothing is written. 422 with every problem when they do not compile. With Accept: application/x-ndjson a line says now and then how far it is, and the last one has the plan.',
  })
  @ApiBody({ schema: planBodySchema })
  @ApiOkResponse({ schema: planSchema })
  plan(@Body() body: unknown, @Headers('accept') accept?: string): Promise<Plan> | StreamableFile {
    const asked = readPlanBody(body);
    const workspace = this.plans.compiled(asked.files);
    if (accept !== 'application/x-ndjson') return this.plans.plan(workspace, asked);
    const lines = planLines((onProgress) => this.plans.plan(workspace, asked, onProgress));
    return new StreamableFile(Readable.from(lines, { objectMode: false }), { type: 'application/x-ndjson' });
  }

  @Post('apply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Makes exactly the planned files the newest version, in one transaction; 409 when another version runs since.' })
  @ApiBody({ schema: applyBodySchema })
  @ApiOkResponse({ schema: appliedSchema })
  apply(@Body() body: unknown, @KeyOfRequest() key: ApiKey): Promise<AppliedPlan> {
    return this.plans.apply(readApplyBody(body), key.name);
  }
}
