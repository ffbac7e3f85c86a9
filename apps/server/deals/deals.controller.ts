// A rep's own edit of a deal, and what a rep decides about moves that were only proposed.

import { Body, Controller, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { listings } from '#libs/reporting/listing.js';
import { AtLeast, KeyOfRequest } from '../http/key.guard.js';
import { rowSchema } from '../http/schemas.js';
import { Concerns } from '../sight/limit-sight.service.js';
import type { ApiKey } from '../keys/keys.store.js';
import { DealsService } from './deals.service.js';

const id = { name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } } as const;
const as = { type: 'string', description: 'Key of the rep for whom it is done', example: 'nina' } as const;
const decided = {
  schema: {
    type: 'object' as const,
    required: ['id', 'state'],
    properties: { id: { type: 'string' as const }, state: { type: 'string' as const } },
  },
};
const decision = { required: false, schema: { type: 'object', properties: { as } } } as const;

@ApiTags('deals')
@Controller('api')
export class DealsController {
  constructor(private readonly deals: DealsService) {}

  @Patch('deals/:id')
  @AtLeast('rep')
  @Concerns('deal')
  @ApiOperation({
    summary: 'A rep’s own edit. It wins for as long as the pipeline’s rep_edits_hold says; until then moves are only proposed.',
  })
  @ApiParam(id)
  @ApiBody({
    schema: {
      type: 'object',
      properties: {
        version: { type: 'integer', description: 'Of the deal that was read; 409 when it is another by now' },
        as,
        stage: { type: 'string', example: 'trial' },
        amount: {
          type: 'object',
          nullable: true,
          required: ['amount', 'currency'],
          properties: {
            amount: { type: 'integer', description: 'Minor units', example: 500000 },
            currency: { type: 'string', example: 'usd' },
          },
        },
        owner: { type: 'string', nullable: true, example: 'nina' },
        name: { type: 'string' },
        closed_at: { type: 'string', format: 'date-time', nullable: true },
        fields: { type: 'object', description: 'Fields of your own', example: { lost_reason: 'price' } },
      },
    },
  })
  @ApiOkResponse({ schema: rowSchema(listings.deals) })
  edit(@Param('id') dealId: string, @Body() body: unknown, @KeyOfRequest() key: ApiKey) {
    return this.deals.edit(dealId, body, key.name);
  }

  @Post('proposals/:id/accept')
  @AtLeast('rep')
  @Concerns('proposal')
  @HttpCode(200)
  @ApiOperation({ summary: 'The proposed move is made as the rule would have made it, and the hold on the stage is over.' })
  @ApiParam(id)
  @ApiBody(decision)
  @ApiOkResponse(decided)
  accept(@Param('id') proposalId: string, @Body() body: unknown, @KeyOfRequest() key: ApiKey) {
    return this.deals.decide(proposalId, 'accept', body, key.name);
  }

  @Post('proposals/:id/dismiss')
  @AtLeast('rep')
  @Concerns('proposal')
  @HttpCode(200)
  @ApiOperation({ summary: 'The proposed move is not made.' })
  @ApiParam(id)
  @ApiBody(decision)
  @ApiOkResponse(decided)
  dismiss(@Param('id') proposalId: string, @Body() body: unknown, @KeyOfRequest() key: ApiKey) {
    return this.deals.decide(proposalId, 'dismiss', body, key.name);
  }
}
