// What the workspace in force is made of, with file and line: it is read here, and edited in git.

import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Pool } from 'pg';
import type { Place } from '#libs/language/place.js';
import type { Workspace } from '#libs/language/workspace.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { loadVersionRow } from '#libs/workspaces/workspace-version.store.js';
import { tellSettings } from './tell-settings.js';

const text = { type: 'string' } as const;
const maybeText = { type: ['string', 'null'] } as const;
const maybeLine = { type: ['integer', 'null'] } as const;
const list = (items: object) => ({ type: 'array', items });
const object = (properties: Readonly<Record<string, object>>) => ({ type: 'object', required: Object.keys(properties), properties });

const schema = object({
  version: text,
  hash: text,
  applied_at: { type: 'string', format: 'date-time' },
  applied_by: text,
  git_commit: maybeText,
  file: { ...text, description: 'In which the settings stand' },
  settings: list(
    object({ key: text, about: text, value: { ...maybeText, description: 'As it is written; null: left out' }, line: maybeLine }),
  ),
  things: list(object({ kind: text, names: list(object({ name: text, file: text, line: { type: 'integer' } })) })),
});

@ApiTags('workspace')
@Controller('api/workspace/settings')
export class WorkspaceController {
  constructor(
    private readonly pool: Pool,
    private readonly workspaces: WorkspacesService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'The settings of workspace.yaml and everything the workspace has, each with its file and line.',
    operationId: 'workspace_settings',
  })
  @ApiOkResponse({ schema })
  async read() {
    const { id, workspace } = await this.workspaces.current();
    const { files, hash, appliedAt, appliedBy, gitCommit } = (await loadVersionRow(this.pool, id))!;
    const file = files.find(({ text: written }) => /^workspace:/m.test(written));
    return {
      version: id,
      hash,
      applied_at: new Date(appliedAt).toISOString(),
      applied_by: appliedBy,
      git_commit: gitCommit,
      file: file?.path ?? 'workspace.yaml',
      settings: tellSettings(file?.text ?? ''),
      things: thingsOf(workspace),
    };
  }
}

function thingsOf({ pipelines, workflows, routings, scores, emails, plan, connections, providers }: Workspace) {
  const kinds: Readonly<Record<string, Iterable<{ readonly name: string; readonly place: Place }>>> = {
    pipeline: pipelines.values(),
    workflow: workflows.values(),
    routing: routings.values(),
    score: scores,
    email: emails.values(),
    event: plan.events.values(),
    connection: [...connections.values()].map(({ vendor, place }) => ({ name: vendor, place })),
    provider: providers.values(),
  };
  return Object.entries(kinds).map(([kind, of]) => ({
    kind,
    names: [...of]
      .map(({ name, place: { file, line } }) => ({ name, file, line }))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  }));
}
