// What one event says and what it caused; the list is GET /api/events, one with its bytes GET /api/events/ID.

import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { BadQuery } from '#libs/reporting/page-query.js';
import { storySchema } from './events-schema.js';
import { EventsService } from './events.service.js';

@ApiTags('events')
@Controller('api/events')
export class EventsController {
  constructor(private readonly events: EventsService) {}

  @Get(':id/story')
  @ApiOperation({ summary: 'An event as its source understands it, and what it caused: changes, runs, facts of deals.' })
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } })
  @ApiOkResponse({ schema: storySchema })
  async story(@Param('id') id: string) {
    if (!/^\d{1,18}$/.test(id)) throw new BadQuery('the id must be digits');
    const story = await this.events.story(id);
    if (story === null) throw new NotFoundException('there is no event with this id');
    return story;
  }
}
