// What the pages need to know of the workspace, and the board's cards.

import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { sight } from '#libs/database/sighted-pool.store.js';
import { BoardStore } from '#libs/reporting/board.store.js';
import { BadQuery } from '#libs/reporting/page-query.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';
import { singleValues } from '../http/single-values.js';
import { boardSchema, workspaceSchema } from './board-schema.js';

@ApiTags('board')
@Controller('api')
export class BoardController {
  constructor(
    private readonly board: BoardStore,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
  ) {}

  @Get('workspace')
  @ApiOperation({ summary: 'Name, currency, pipelines with their stages, and reps: what pages are drawn with.', operationId: 'workspace' })
  @ApiOkResponse({ schema: workspaceSchema })
  async workspace() {
    const { id, workspace } = await this.workspaces.current();
    return {
      version: id,
      name: workspace.name,
      sees: sight.getStore() === undefined ? 'everything' : workspace.repsSee,
      currency: workspace.currency,
      pipelines: [...workspace.pipelines.values()].map(({ name, stages, repEditsHold }) => ({
        name,
        rep_edits_hold: repEditsHold,
        stages: stages.map((stage) => ({
          name: stage.name,
          closes: stage.closes ?? null,
          moved_by: stage.when,
          likely: stage.likely ?? null,
        })),
      })),
      reps: [...workspace.team.reps.values()].map(({ key, name, team, active }) => ({ key, name, team, active })),
    };
  }

  @Get('board')
  @ApiOperation({
    summary: 'The deals of a pipeline as cards, the newest in their stage first; closed ones for `closed_days`.',
    operationId: 'board',
  })
  @ApiQuery({ name: 'pipeline', required: true, schema: { type: 'string' } })
  @ApiQuery({ name: 'ids', required: false, description: 'Only these: ids with commas', schema: { type: 'string' } })
  @ApiQuery({ name: 'closed_days', required: false, schema: { type: 'integer', minimum: 0, maximum: 3650, default: 90 } })
  @ApiOkResponse({ schema: boardSchema })
  @Header('content-type', 'application/json; charset=utf-8')
  async cards(@Query() query: Record<string, string | string[]>) {
    const { pipeline, ids, closed_days: days = '90' } = singleValues(query);
    const { workspace } = await this.workspaces.current();
    if (pipeline === undefined || !workspace.pipelines.has(pipeline))
      throw new BadQuery(`"pipeline" must be one of ${[...workspace.pipelines.keys()].join(', ')}`);
    if (!/^\d{1,4}$/.test(days) || Number(days) > 3650) throw new BadQuery('"closed_days" must be a whole number from 0 to 3650');
    await this.clock.refresh();
    const now = this.clock.now();
    return `{"now":${now},"data":${await this.board.cards({ pipeline, ids, closedDays: Number(days) }, now)}}`;
  }
}
