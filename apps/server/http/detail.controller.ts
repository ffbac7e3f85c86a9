// One subject, run or event with what belongs to it.

import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Detail, DetailStore } from '#libs/reporting/detail.store.js';
import { listings } from '#libs/reporting/listing.js';
import { rowSchema } from './schemas.js';

@ApiTags('details')
@Controller('api')
export class DetailController {
  constructor(private readonly details: DetailStore) {}

  @Get('people/:id')
  @ApiOperation({ summary: 'A person with every key it is known by. A merged id answers with the one it went up in.' })
  @ApiOkResponse({ schema: rowSchema(listings.people) })
  person(@Param('id') id: string) {
    return found(this.details.person(id), 'person');
  }

  @Get('accounts/:id')
  @ApiOperation({ summary: 'An account with every key it is known by.' })
  @ApiOkResponse({ schema: rowSchema(listings.accounts) })
  account(@Param('id') id: string) {
    return found(this.details.account(id), 'account');
  }

  @Get('deals/:id')
  @ApiOperation({ summary: 'A deal with the facts it is folded from, in the order of their own time.' })
  @ApiOkResponse({ schema: rowSchema(listings.deals) })
  deal(@Param('id') id: string) {
    return found(this.details.deal(id), 'deal');
  }

  @Get('runs/:id')
  @ApiOperation({ summary: 'A run with its journal (facts in and outcome out of every decision) and its deliveries.' })
  @ApiOkResponse({ schema: rowSchema(listings.runs) })
  run(@Param('id') id: string) {
    return found(this.details.run(id), 'run');
  }

  @Get('events/:id')
  @ApiOperation({ summary: 'An event with its body as it was sent.' })
  @ApiOkResponse({ schema: rowSchema(listings.events) })
  event(@Param('id') id: string) {
    return found(this.details.event(id), 'event');
  }
}

async function found(detail: Promise<Detail>, what: string): Promise<Record<string, unknown>> {
  const row = await detail;
  if (row === null) throw new NotFoundException(`there is no ${what} with this id`);
  return row;
}
