// Puts the doors together with what this server is: its pool, its secrets, its clock.

import type { INestApplication } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import { sources } from '#libs/connectors/registry.js';
import { IntakeService } from '#libs/intake/append.service.js';
import { RejectionsStore } from '#libs/intake/rejections.store.js';
import { SettingsService } from '#libs/settings/settings.service.js';
import { ClockService } from '../clock/clock.service.js';
import { type Doors, openDoors } from './intake-doors.service.js';
import { sourceSecrets } from './source-secrets.js';

/** Before `app.init()`. What waits is written and counted when the server closes. */
export function openIntake(fastify: FastifyInstance, app: INestApplication): Doors {
  const pool = app.get(Pool);
  const settings = app.get(SettingsService).values;
  const clock = app.get(ClockService);
  const intake = new IntakeService(pool, { queueLimit: settings.intakeQueueLimit });
  const rejections = new RejectionsStore(pool);
  const secrets = sourceSecrets(settings);
  fastify.addHook('onClose', async () => {
    await intake.close();
    await rejections.close();
  });
  return openDoors({ sources, secretsOf: (source) => secrets.get(source) ?? [], intake, rejections, now: () => clock.now() });
}
