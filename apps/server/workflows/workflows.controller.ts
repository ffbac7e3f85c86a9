// Workflows with what became of their runs; what one is made of and what it does is decided in git alone.

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { BadQuery } from '#libs/reporting/page-query.js';
import { singleValues } from '../http/single-values.js';
import { workflowSchema, workflowsSchema } from './workflows-schema.js';
import { WorkflowsService } from './workflows.service.js';

const longestDays = 3650;

@ApiTags('workflows')
@Controller('api/workflows')
export class WorkflowsController {
  constructor(private readonly workflows: WorkflowsService) {}

  @Get()
  @ApiOperation({ summary: 'Every workflow with how many runs began, are under way, ended and how; and runs begun a day for 28 days.' })
  @ApiOkResponse({ schema: workflowsSchema })
  all() {
    return this.workflows.all();
  }

  @Get(':name')
  @ApiOperation({
    summary: 'One version of a workflow: its steps as written, where their ports lead, and how many runs came, wait, left and failed.',
  })
  @ApiParam({ name: 'name', schema: { type: 'string' } })
  @ApiQuery({
    name: 'version',
    required: false,
    description: 'Id of one of its versions; left out: the one new runs begin with',
    schema: { type: 'string' },
  })
  @ApiQuery({
    name: 'days',
    required: false,
    description: 'Counts runs that began within so many days',
    schema: { type: 'integer', minimum: 1, maximum: longestDays, default: 90 },
  })
  @ApiOkResponse({ schema: workflowSchema })
  one(@Param('name') name: string, @Query() query: Record<string, string | string[]>) {
    const { version, days = '90' } = singleValues(query);
    if (name.includes('\u0000')) throw new BadQuery('the name of a workflow has no NUL character');
    if (version !== undefined && !/^\d{1,18}$/.test(version)) throw new BadQuery('"version" must be an id, digits only');
    if (!/^\d{1,4}$/.test(days) || Number(days) < 1 || Number(days) > longestDays)
      throw new BadQuery(`"days" must be a whole number from 1 to ${longestDays}`);
    return this.workflows.one(name, version, Number(days));
  }
}
