// What a person decides about events that were set aside; the list is GET /api/dead-letters.

import { Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { BadQuery } from '#libs/reporting/page-query.js';
import { KeyOfRequest } from '../http/key.guard.js';
import type { ApiKey } from '../keys/keys.store.js';
import { type Decided, DeadLettersService } from './dead-letters.service.js';

const id = { name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } } as const;
const schema = {
  type: 'object',
  required: ['id', 'state'],
  properties: { id: { type: 'string', pattern: '^\\d+$' }, state: { type: 'string', enum: ['waiting', 'discarded'] } },
};

@ApiTags('dead-letters')
@Controller('api/dead-letters')
export class DeadLettersController {
  constructor(private readonly deadLetters: DeadLettersService) {}

  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({ summary: 'Puts an event that was set aside back into the inbox, at its old place.' })
  @ApiParam(id)
  @ApiOkResponse({ schema })
  retry(@Param('id') letterId: string, @KeyOfRequest() key: ApiKey) {
    return decided(this.deadLetters.retry(digits(letterId), key), letterId);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives an event up that was set aside: it counts as done, without effect.' })
  @ApiParam(id)
  @ApiOkResponse({ schema })
  discard(@Param('id') letterId: string, @KeyOfRequest() key: ApiKey) {
    return decided(this.deadLetters.discard(digits(letterId), key), letterId);
  }
}

async function decided(asked: Promise<Decided | null>, id: string): Promise<Decided> {
  const found = await asked;
  if (found === null)
    throw new NotFoundException(
      `there is no dead letter ${id}: it was decided already, or never set aside; GET /api/dead-letters lists those there are`,
    );
  return found;
}

function digits(text: string): string {
  if (!/^\d{1,18}$/.test(text)) throw new BadQuery('the id must be digits');
  return text;
}
