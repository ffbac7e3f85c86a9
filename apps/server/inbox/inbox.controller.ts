// What waits for a person's decision, and what is said of a clash. Dead letters, deliveries and proposals are decided at their own routes.

import { ConflictException, Controller, Get, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { BadQuery } from '#libs/reporting/page-query.js';
import { KeyOfRequest } from '../http/key.guard.js';
import type { ApiKey } from '../keys/keys.store.js';
import { InboxService } from './inbox.service.js';

const count = (description: string) => ({ type: 'integer', description }) as const;
const counts = {
  unmatched: count('Facts that no deal matches'),
  clashes: count('Open clashes of identity'),
  blocked: count('Events that the tracking plan blocked within seven days'),
  unknown: count('Deliveries of which nobody knows whether they arrived'),
  dead_letters: count('Events that failed alone'),
  proposals: count('Moves of deals that were only proposed'),
  breakers: count('Actions whose other side is away'),
};

@ApiTags('inbox')
@Controller('api')
export class InboxController {
  constructor(private readonly inbox: InboxService) {}

  @Get('inbox')
  @ApiOperation({ summary: 'How much waits for a person, by kind; 1001 stands for more than 1000.', operationId: 'inbox' })
  @ApiOkResponse({ schema: { type: 'object', required: Object.keys(counts), properties: counts } })
  counts() {
    return this.inbox.counts();
  }

  @Post('clashes/:id/close')
  @HttpCode(200)
  @ApiOperation({ summary: 'Says of a clash that the two are two: they stay so, and nobody is asked again.', operationId: 'close_clash' })
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } })
  @ApiOkResponse({
    schema: {
      type: 'object',
      required: ['id', 'state'],
      properties: { id: { type: 'string', pattern: '^\\d+$' }, state: { type: 'string', enum: ['closed'] } },
    },
  })
  async close(@Param('id') id: string, @KeyOfRequest() key: ApiKey) {
    if (!/^\d{1,18}$/.test(id)) throw new BadQuery('the id must be digits');
    const done = await this.inbox.close(id, key);
    if (done === null) throw new NotFoundException(`there is no clash ${id}; GET /api/clashes?state=open lists those to decide`);
    if (done === 'closed') throw new ConflictException(`clash ${id} is closed already`);
    return done;
  }
}
