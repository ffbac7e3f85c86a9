// My saved views: kept with my user, so that they are there on every machine.

import { Body, ConflictException, Controller, Delete, Get, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { AtLeast, type Visitor, VisitorOfRequest } from '../http/key.guard.js';
import { Concerns } from '../sight/limit-sight.service.js';
import { readView } from './read-view.js';
import { mostViews, ViewsStore } from './views.store.js';

const view = {
  type: 'object' as const,
  required: ['id', 'page', 'name', 'search'],
  properties: {
    id: { type: 'string' as const },
    page: { type: 'string' as const, example: '/deals' },
    name: { type: 'string' as const, example: 'My trials' },
    search: { type: 'object' as const, example: { owner: 'nina', stage: 'trial' } },
  },
};
const { id: _, ...asked } = view.properties;

@ApiTags('views')
@Controller('api/views')
export class ViewsController {
  constructor(private readonly views: ViewsStore) {}

  @Get()
  @ApiOperation({ summary: 'My saved views.', operationId: 'views' })
  @ApiOkResponse({ schema: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: view } } } })
  async list(@VisitorOfRequest() { user }: Visitor) {
    return { data: user === null ? [] : await this.views.list(user.id) };
  }

  @Post()
  @AtLeast('viewer')
  @Concerns('oneself')
  @ApiOperation({ summary: 'Saves a view; one of the same name is replaced.', operationId: 'save_view' })
  @ApiBody({ schema: { type: 'object', required: ['page', 'name', 'search'], properties: asked } })
  @ApiCreatedResponse({ schema: view })
  async save(@Body() body: unknown, @VisitorOfRequest() { user }: Visitor) {
    if (user === null) throw new ConflictException('a view belongs to a user; a key has none');
    const saved = await this.views.save(user.id, readView(body));
    if (saved === null) throw new ConflictException(`you have ${mostViews} views; remove one first`);
    return saved;
  }

  @Delete(':id')
  @AtLeast('viewer')
  @Concerns('oneself')
  @HttpCode(204)
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: '^\\d{1,18}$' } })
  @ApiNoContentResponse({ description: 'Done' })
  @ApiOperation({ summary: 'Removes one of my views.', operationId: 'remove_view' })
  async remove(@Param('id') id: string, @VisitorOfRequest() { user }: Visitor): Promise<void> {
    if (user === null || !/^\d{1,18}$/.test(id) || !(await this.views.remove(user.id, id)))
      throw new NotFoundException('you have no such view; GET /api/views lists yours');
  }
}
