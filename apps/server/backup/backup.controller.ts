// What is known of backups, and where a backup's script says that it has made one.

import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiBody, ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { BadQuery } from '#libs/reporting/page-query.js';
import { SettingsService } from '#libs/settings/settings.service.js';
import { type Visitor, VisitorOfRequest } from '../http/key.guard.js';
import { BackupStore } from './backup.store.js';

const text = { type: 'string' } as const;
const maybeTime = { type: ['string', 'null'], format: 'date-time' } as const;
const object = (properties: Readonly<Record<string, object>>, isNullable = false) => ({
  type: isNullable ? ['object', 'null'] : 'object',
  required: Object.keys(properties),
  properties,
});
const schema = object({
  database: { type: 'string', enum: ['own', 'company'], description: 'own: started by this server in DATA_DIR' },
  told: object({ at: { type: 'string', format: 'date-time' }, what: text, by: text }, true),
  archiving: object({
    mode: { ...text, description: 'archive_mode of Postgres: off, on or always' },
    last_at: maybeTime,
    failed_at: maybeTime,
    standbys: { type: 'integer', description: 'Servers that stream every change' },
  }),
});
const wanted = z.strictObject({
  what: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .regex(/^\P{Cc}+$/u),
});

@ApiTags('health')
@Controller('api/backup')
export class BackupController {
  constructor(
    private readonly store: BackupStore,
    private readonly settings: SettingsService,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'What is known of backups: the last that was reported, archiving and standbys of Postgres.',
    operationId: 'backup',
  })
  @ApiOkResponse({ schema })
  async read() {
    const [told, archiving] = await Promise.all([this.store.told(), this.store.archiving()]);
    return { database: this.settings.values.databaseUrl === undefined ? 'own' : 'company', told, archiving };
  }

  @Post()
  @HttpCode(204)
  @ApiOperation({ summary: 'Says that a backup was made just now: the last line of the script that makes it.', operationId: 'told_backup' })
  @ApiBody({
    schema: {
      type: 'object',
      required: ['what'],
      additionalProperties: false,
      properties: { what: { ...text, example: 'pg_dump to s3://backups' } },
    },
  })
  @ApiNoContentResponse({ description: 'Noted' })
  async tell(@Body() body: unknown, @VisitorOfRequest() { name }: Visitor): Promise<void> {
    const asked = wanted.safeParse(body);
    if (!asked.success) throw new BadQuery('the body must be {"what": "pg_dump to s3://backups"}: one line of at most 200 characters');
    await this.store.tell({ at: new Date().toISOString(), what: asked.data.what, by: name });
  }
}
