// How each connection does, and a test of one.

import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { OfTheWholeCompany } from '../sight/limit-sight.service.js';
import { connectionsSchema, testSchema } from './connections-schema.js';
import { ConnectionsService } from './connections.service.js';

@ApiTags('connections')
@Controller('api/connections')
export class ConnectionsController {
  constructor(private readonly connections: ConnectionsService) {}

  @Get()
  @OfTheWholeCompany()
  @ApiOperation({
    summary:
      'Every source, vendor and provider: whether it is set up, which variables are missing, what came and went lately, open breakers.',
    operationId: 'connections',
  })
  @ApiOkResponse({ schema: connectionsSchema })
  all() {
    return this.connections.all();
  }

  @Post(':name/test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Asks the other side something harmless, and says in words what came of it.', operationId: 'test_connection' })
  @ApiParam({ name: 'name', schema: { type: 'string' }, example: 'slack' })
  @ApiOkResponse({ schema: testSchema })
  test(@Param('name') name: string) {
    return this.connections.test(name);
  }
}
