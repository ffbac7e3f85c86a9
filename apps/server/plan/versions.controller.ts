// One version with its files; the list is GET /api/versions.

import { Controller, Get, NotFoundException, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Pool } from 'pg';
import { BadQuery } from '#libs/reporting/page-query.js';
import { loadVersionRow } from '#libs/workspaces/workspace-version.store.js';
import { versionSchema } from './plan-schema.js';

@ApiTags('workspace')
@Controller('api/versions')
export class VersionsController {
  constructor(private readonly pool: Pool) {}

  @Get(':id')
  @ApiOperation({ summary: 'A version of the workspace with its files; `current` is the newest.' })
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: '^(\\d{1,18}|current)$' } })
  @ApiOkResponse({ schema: versionSchema })
  async one(@Param('id') id: string) {
    if (id !== 'current' && !/^\d{1,18}$/.test(id)) throw new BadQuery('the id must be digits, or "current"');
    const row = await loadVersionRow(this.pool, id === 'current' ? null : id);
    if (row === null) throw new NotFoundException(`there is no version ${id}; GET /api/versions lists them`);
    const { hash, appliedAt, appliedBy, gitCommit, files } = row;
    return { id: row.id, hash, applied_at: new Date(appliedAt).toISOString(), applied_by: appliedBy, git_commit: gitCommit, files };
  }
}
