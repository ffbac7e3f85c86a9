// How this installation is set up and how it does: what `millrace doctor` reads. Numbers of secrets, never one of them.

import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Pool } from 'pg';
import { packageVersion } from '#libs/settings/package-version.service.js';
import { SettingsService } from '#libs/settings/settings.service.js';
import { loadVersionRow } from '#libs/workspaces/workspace-version.store.js';
import { type Visitor, VisitorOfRequest } from '../http/key.guard.js';
import { sourceSecrets } from '../http/source-secrets.js';
import { TallyStore } from '../metrics/tally.store.js';
import { SavedProblem } from '../reload/saved-problem.service.js';
import { setupSchema } from './setup-schema.js';
import { readDatabase } from './setup.store.js';

@ApiTags('health')
@Controller('api/setup')
export class SetupController {
  private readonly version = packageVersion();

  constructor(
    private readonly pool: Pool,
    private readonly settings: SettingsService,
    private readonly tally: TallyStore,
    private readonly saved: SavedProblem,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How this installation is set up and how it does: versions, clock, database, which secrets are there, mail.' })
  @ApiOkResponse({ schema: setupSchema })
  async read(@VisitorOfRequest() { name, role }: Visitor) {
    const { values } = this.settings;
    const workspace = await loadVersionRow(this.pool, null);
    const { waiting, setAside, lagSeconds } = await this.tally.read();
    return {
      version: this.version,
      node: process.versions.node,
      time: new Date().toISOString(),
      demo_clock: values.demoClock,
      visitor: { name, role },
      database: await readDatabase(this.pool),
      workspace: workspace === null ? null : { version: workspace.id, hash: workspace.hash, applied_by: workspace.appliedBy },
      saved_problem: this.saved.text,
      facts: { waiting, set_aside: setAside, lag_seconds: lagSeconds },
      secrets: Object.fromEntries([...sourceSecrets(values)].map(([source, secrets]) => [source, secrets.length])),
      mail: values.smtpUrl === undefined ? 'mailbox' : 'smtp',
      slack: values.slackBotToken !== undefined,
      public_url: values.publicUrl ?? null,
    };
  }
}
