// What a person decides about deliveries that are `unknown`; the list is GET /api/deliveries?state=unknown.

import { Body, ConflictException, Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { decisions } from '#libs/outbox/settle-delivery.js';
import { BadQuery } from '#libs/reporting/page-query.js';
import { KeyOfRequest } from '../http/key.guard.js';
import type { ApiKey } from '../keys/keys.store.js';
import { type Decided, DeliveriesService } from './deliveries.service.js';

const wanted = z.strictObject({ as: z.enum(decisions) });
const answer = {
  type: 'object',
  required: ['id', 'state'],
  properties: { id: { type: 'string', pattern: '^\\d+$' }, state: { type: 'string', enum: ['done', 'failed', 'waiting'] } },
};

@ApiTags('deliveries')
@Controller('api/deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Post(':id/decide')
  @HttpCode(200)
  @ApiOperation({ summary: 'Says what became of an act that may have arrived or not: it was sent, it failed, or it is to be sent again.' })
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } })
  @ApiBody({
    schema: { type: 'object', required: ['as'], additionalProperties: false, properties: { as: { type: 'string', enum: [...decisions] } } },
  })
  @ApiOkResponse({ schema: answer })
  async decide(@Param('id') id: string, @Body() body: unknown, @KeyOfRequest() key: ApiKey): Promise<Decided> {
    if (!/^\d{1,18}$/.test(id)) throw new BadQuery('the id must be digits');
    const asked = wanted.safeParse(body);
    if (!asked.success) throw new BadQuery('the body must be {"as": "sent"}, {"as": "failed"} or {"as": "again"}');
    const found = await this.deliveries.decide(id, asked.data.as, key);
    if (found === null) throw new NotFoundException(`there is no delivery ${id}; GET /api/deliveries?state=unknown lists those to decide`);
    if (typeof found === 'string')
      throw new ConflictException(
        `delivery ${id} is ${found}: only one that is unknown is decided; GET /api/deliveries?state=unknown lists them`,
      );
    return found;
  }
}
