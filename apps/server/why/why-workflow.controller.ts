// Why somebody is not in a workflow.

import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { BadQuery } from '#libs/reporting/page-query.js';
import { WhyWorkflowService } from './why-workflow.service.js';

const texts = { type: 'array', items: { type: 'string' } } as const;

@ApiTags('why')
@Controller('api/why/workflow')
export class WhyWorkflowController {
  constructor(private readonly why: WhyWorkflowService) {}

  @Get(':name')
  @ApiOperation({ summary: 'Why a person is, was or is not in a workflow: runs, refusals, and what every condition sees now.' })
  @ApiParam({ name: 'name', example: 're-engage' })
  @ApiQuery({ name: 'person', description: 'An e-mail address', schema: { type: 'string' }, example: 'ana@acme.test' })
  @ApiOkResponse({
    schema: {
      type: 'object',
      required: ['workflow', 'person', 'isIn', 'runs', 'refusals', 'now', 'lines'],
      properties: {
        workflow: { type: 'string' },
        person: { type: 'object' },
        isIn: { type: 'boolean' },
        runs: { type: 'array', items: { type: 'object' } },
        refusals: { type: 'array', items: { type: 'object' } },
        now: { type: 'object' },
        lines: texts,
      },
    },
  })
  workflow(@Param('name') name: string, @Query('person') person: unknown) {
    if (typeof person !== 'string' || person === '' || person.includes('\u0000'))
      throw new BadQuery('"person" must be an e-mail address: ?person=ana@acme.test');
    return this.why.answer(name, person);
  }
}
