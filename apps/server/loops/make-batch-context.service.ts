// What batches work with in a server: the workspace that is applied, the sources, the clock, the secret of the instance.

import type { Pool } from 'pg';
import { sourceOf } from '#libs/connectors/registry.js';
import type { BatchContext } from '#libs/ingest/batch-context.js';
import { samenessKey } from '#libs/intake/sameness-key.service.js';
import { PeopleCache } from '#libs/people/people-cache.js';
import type { Settings } from '#libs/settings/settings.js';
import { stepsByKind } from '#libs/steps/registry.js';
import type { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import type { ClockService } from '../clock/clock.service.js';
import { instanceSecret } from '../instance/instance-secret.store.js';
import { publicUrlOf } from './sender-of.js';

export async function makeBatchContext(
  pool: Pool,
  { workspaces, clock, settings }: { readonly workspaces: WorkspacesService; readonly clock: ClockService; readonly settings: Settings },
): Promise<BatchContext<Buffer>> {
  return {
    workspaces,
    understand: (row) => sourceOf(row.source).understand(row),
    samenessKey,
    steps: stepsByKind,
    cache: new PeopleCache(),
    secret: await instanceSecret(pool),
    publicUrl: publicUrlOf(settings),
    now: () => clock.now(),
  };
}
