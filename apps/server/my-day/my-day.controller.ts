// What waits for a rep today.

import { Controller, Get, NotFoundException, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { type Visitor, VisitorOfRequest } from '../http/key.guard.js';
import { singleValues } from '../http/single-values.js';
import { myDaySchema } from './my-day-schema.js';
import { MyDayService } from './my-day.service.js';

@ApiTags('my day')
@Controller('api')
export class MyDayController {
  constructor(private readonly days: MyDayService) {}

  @Get('my-day')
  @ApiOperation({
    summary: 'A rep’s leads with their deadlines, tasks, meetings, deals that slipped, and the turns of the ledger.',
    operationId: 'my_day',
  })
  @ApiQuery({
    name: 'rep',
    required: false,
    description: 'Key of a rep; without it, the rep whose address is yours (null when there is none)',
    schema: { type: 'string' },
  })
  @ApiOkResponse({ schema: myDaySchema })
  async day(@Query() query: Record<string, string | string[]>, @VisitorOfRequest() { user }: Visitor) {
    const { rep: key } = singleValues(query);
    const { rep, keys } = await this.days.find(key, user?.email ?? null);
    if (key !== undefined && rep === null) throw new NotFoundException(`there is no rep "${key}"; there are ${keys.join(', ')}`);
    return this.days.day(rep);
  }
}
