// Plan and apply: a folder's files against what the server runs.

import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { KeyOfRequest } from '../http/key.guard.js';
import type { ApiKey } from '../keys/keys.store.js';
import { type AppliedPlan, type Plan, PlanService } from './plan.service.js';
import { appliedSchema, applyBodySchema, planBodySchema, planSchema } from './plan-schema.js';
import { readApplyBody, readPlanBody } from './read-plan-body.js';

@ApiTags('workspace')
@Controller('api')
export class PlanController {
  constructor(private readonly plans: PlanService) {}

  @Post('plan')
  @HttpCode(200)
  @ApiOperation({ summary: 'What these files would change; nothing is written. 422 with every problem when they do not compile.' })
  @ApiBody({ schema: planBodySchema })
  @ApiOkResponse({ schema: planSchema })
  plan(@Body() body: unknown): Promise<Plan> {
    return this.plans.plan(readPlanBody(body).files);
  }

  @Post('apply')
  @HttpCode(200)
  @ApiOperation({ summary: 'Makes exactly the planned files the newest version, in one transaction; 409 when another version runs since.' })
  @ApiBody({ schema: applyBodySchema })
  @ApiOkResponse({ schema: appliedSchema })
  apply(@Body() body: unknown, @KeyOfRequest() key: ApiKey): Promise<AppliedPlan> {
    const { files, plan, git_commit } = readApplyBody(body);
    return this.plans.apply(files, plan, key.name, git_commit ?? null);
  }
}
