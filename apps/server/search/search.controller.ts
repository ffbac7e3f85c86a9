// Finds people, accounts, deals and workflows by a part of what they are called.

import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { FindStore } from '#libs/reporting/find.store.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { singleValues } from '../http/single-values.js';

const text = { type: 'string' as const };
const found = {
  type: 'object' as const,
  required: ['kind', 'id', 'title', 'note'],
  properties: {
    kind: { type: 'string' as const, enum: ['person', 'account', 'deal', 'workflow'] },
    id: { ...text, description: 'Of a workflow its name' },
    title: text,
    note: { type: ['string', 'null'] as never },
  },
};

@ApiTags('search')
@Controller('api/search')
export class SearchController {
  constructor(
    private readonly store: FindStore,
    private readonly workspaces: WorkspacesService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What is called like that, at most six of a kind: people, accounts, deals of all pipelines, workflows.' })
  @ApiQuery({ name: 'find', required: true, schema: { type: 'string', minLength: 2, maxLength: 200 } })
  @ApiOkResponse({ schema: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: found } } } })
  async search(@Query() query: Record<string, string | string[]>) {
    const { find = '' } = singleValues(query);
    const rows = await this.store.find(find);
    const { workspace } = await this.workspaces.current();
    const wanted = find.trim().toLowerCase();
    const workflows = [...workspace.workflows.values()]
      .filter(({ name, about }) => `${name} ${about ?? ''}`.toLowerCase().includes(wanted))
      .slice(0, 6)
      .map(({ name, about }) => ({ kind: 'workflow', id: name, title: name, note: about ?? null }));
    return { data: [...rows, ...workflows] };
  }
}
