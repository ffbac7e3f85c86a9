// Advances the clock. This controller exists only where DEMO_CLOCK is set; elsewhere its path is a 404.

import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { parseDuration } from '#libs/language/duration.js';
import { BadQuery } from '#libs/reporting/page-query.js';
import { ClockService } from '../clock/clock.service.js';

@ApiTags('demo')
@Controller('api/demo/clock')
export class DemoClockController {
  constructor(private readonly clock: ClockService) {}

  @Post('advance')
  @HttpCode(200)
  @ApiOperation({ summary: 'Moves the clock forward: waits that end in between end now.' })
  @ApiOkResponse({ schema: { type: 'object', required: ['now'], properties: { now: { type: 'string', format: 'date-time' } } } })
  @ApiBody({ schema: { type: 'object', required: ['by'], properties: { by: { type: 'string', example: '7d' } } } })
  async advance(@Body() body: unknown) {
    const by = (body as { by?: unknown } | null)?.by;
    const milliseconds = typeof by === 'string' ? parseDuration(by) : undefined;
    if (milliseconds === undefined) throw new BadQuery('"by" must be a duration like "7d" or "2h"');
    return { now: new Date(await this.clock.advance(milliseconds)).toISOString() };
  }
}
