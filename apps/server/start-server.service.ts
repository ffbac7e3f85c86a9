// Starts what this process's role asks for on a database that is open: migrations, the workspace, HTTP, the loops.
// The command line, the demo, the tests and the benchmarks all start the same server with this.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Pool } from 'pg';
import { migrate } from '#libs/database/migrate.service.js';
import { hasReportingRole, reportingRole } from '#libs/database/reporting-role.store.js';
import type { Settings } from '#libs/settings/settings.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { applyOrKeep, type Reload, reloadOnSave } from './reload/reload-config.service.js';
import { SavedProblem } from './reload/saved-problem.service.js';
import { makeHttp } from './http/make-http.service.js';
import { KeysStore } from './keys/keys.store.js';
import { listenOn } from './http/listen-on.service.js';
import { LoopsThread } from './loops/loops-thread.service.js';
import type { LoopsPart } from './loops/start-loops.service.js';
import { UsersStore } from './sign-in/users.store.js';
import { MetricsService } from './metrics/metrics.service.js';

const builtPages = fileURLToPath(new URL('../../web', import.meta.url));

export interface StartOptions {
  readonly settings: Settings;
  readonly databaseUrl: string;
  tell(line: string): void;
}

export interface RunningServer {
  /** `http://127.0.0.1:3000`; '' for a worker. */
  readonly url: string;
  /** The admin's key when this start made it; it is not kept. */
  readonly firstKey: string | null;
  /** Signs in the demo, or makes the admin, once; only of the first start. */
  readonly firstLink: string | null;
  /** Takes no new requests, lets what is under way end, then stops the loops. */
  close(): Promise<void>;
}

export async function startServer({ settings, databaseUrl, tell }: StartOptions): Promise<RunningServer> {
  const migrated = await migrate(databaseUrl, Date.now());
  if (migrated.length > 0) tell(`database migrated: ${migrated.join(', ')}`);
  const app = await makeHttp(settings, databaseUrl, { webFolder: builtPages });
  if (!(await hasReportingRole(app.get(Pool))))
    tell(`reports: the database has no role ${reportingRole}, and this user may not make one; docs/reporting.md has the SQL for who may`);
  const workspaces = app.get(WorkspacesService);
  const reload = { folder: settings.configDir, workspaces, problem: app.get(SavedProblem), tell, now: () => Date.now() };
  await applyAtStart(settings, reload);
  const firstKey = settings.role === 'worker' ? null : await app.get(KeysStore).createFirst();
  const url = settings.role === 'worker' ? '' : await listenOn(app, settings);
  // Links in e-mails lead to where this server listens, unless the world reaches it by another name.
  const reached = { ...settings, publicUrl: settings.publicUrl ?? (url === '' ? undefined : url) };
  const parts: readonly LoopsPart[] = settings.role === 'api' ? [] : ['ingest', 'acts'];
  const loops = parts.map((part) => new LoopsThread(reached, databaseUrl, app.get(MetricsService), part));
  await Promise.all(loops.map((thread) => thread.start()));
  const token =
    url === '' || !existsSync(builtPages) ? null : await app.get(UsersStore).firstLink(settings.demoClock ? 'demo' : 'first_admin');
  const stopReloading = settings.applyConfig === 'watch' && settings.role !== 'worker' ? reloadOnSave(reload) : undefined;
  return {
    url,
    firstKey,
    firstLink: token === null ? null : `${reached.publicUrl ?? url}/welcome#${token}`,
    close: async () => {
      await stopReloading?.();
      await close(app, loops);
    },
  };
}

async function applyAtStart({ configDir, applyConfig }: Settings, reload: Reload): Promise<void> {
  const { workspaces, tell } = reload;
  const standing = applyConfig === 'first' ? await workspaces.newest() : null;
  if (standing !== null) {
    tell(`workspace as it was applied last (version ${standing})`);
    return;
  }
  const applied = await (applyConfig === 'watch' ? applyOrKeep(reload) : workspaces.applyFolder(configDir, Date.now()));
  if (applied === null) return;
  tell(
    applied.isNew ? `workspace applied from ${configDir} (version ${applied.version})` : `workspace unchanged (version ${applied.version})`,
  );
}

async function close(app: NestFastifyApplication, loops: readonly LoopsThread[]): Promise<void> {
  await app.close();
  await Promise.all(loops.map((thread) => thread.stop()));
}
