// One controller for each list of the API, made from the list's definition: route, parameters and schema follow from it.

import { Controller, Get, Inject, Query, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ListStore, type Page } from '#libs/reporting/list.store.js';
import { type Listing, type ListingName, listings } from '#libs/reporting/listing.js';
import { pageSchema } from './schemas.js';
import { singleValues } from './single-values.js';

export const listControllers: readonly Type[] = (Object.keys(listings) as ListingName[]).map(listController);

function listController(name: ListingName): Type {
  const listing: Listing = listings[name];

  @ApiTags(name)
  @Controller(`api/${name}`)
  class ListController {
    constructor(@Inject(ListStore) private readonly lists: ListStore) {}

    @Get()
    @ApiOperation({ summary: listing.about, operationId: `list_${name}` })
    @ApiOkResponse({ schema: pageSchema(listing) })
    page(@Query() query: Record<string, string | string[]>): Promise<Page> {
      return this.lists.page(name, singleValues(query));
    }
  }
  const page = Object.getOwnPropertyDescriptor(ListController.prototype, 'page')!;
  const parameter = (parameterName: string, description: string, schema: object) =>
    ApiQuery({ name: parameterName, required: false, description, schema })(ListController.prototype, 'page', page);
  parameter('limit', 'Rows a page', { type: 'integer', minimum: 1, maximum: 500, default: 50 });
  parameter('cursor', '`next` of the page before', { type: 'string' });
  for (const [filter, { about }] of Object.entries(listing.filters)) parameter(filter, about, { type: 'string' });
  Object.defineProperty(ListController, 'name', { value: `List_${name}` });
  return ListController;
}
