// live: the process answers. ready: it can take events, that is, the database takes writes.

import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Open } from './key.guard.js';

const stateSchema = (state: string) => ({
  type: 'object',
  required: ['status'],
  properties: { status: { type: 'string', enum: [state] } },
});

@ApiTags('health')
@Open()
@Controller('health')
export class HealthController {
  constructor(private readonly database: DataSource) {}

  @Get('live')
  @ApiOperation({ summary: 'The process answers.' })
  @ApiOkResponse({ schema: stateSchema('live') })
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Events can be taken.' })
  @ApiOkResponse({ schema: stateSchema('ready') })
  async ready() {
    const [row]: { readonly: boolean }[] = await this.database
      .query(`select pg_is_in_recovery() as readonly`)
      .catch(() => [{ readonly: true }]);
    if (row?.readonly !== false) throw new ServiceUnavailableException('The database takes no writes at the moment.');
    return { status: 'ready' };
  }
}
