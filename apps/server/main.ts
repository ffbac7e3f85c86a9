// `npm start`: settings, database, server; one line for each, and a clear one for what stops it.

import { DatabaseUnusable } from '#libs/database/embedded/database-unusable.js';
import { openDatabase } from '#libs/database/open-database.service.js';
import { readSettings } from '#libs/settings/read-settings.service.js';
import { SettingsError } from '#libs/settings/settings.js';
import { UnreadableFolder } from '#libs/workspaces/read-folder.service.js';
import { InvalidWorkspace } from '#libs/workspaces/workspaces.service.js';
import { PortTaken } from './http/listen-on.service.js';
import { startServer } from './start-server.service.js';

const cleanups: (() => Promise<unknown>)[] = [];
let ending: Promise<void> | undefined;

function end(): Promise<void> {
  ending ??= (async () => {
    for (const cleanup of cleanups.toReversed()) await cleanup().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
  })();
  return ending;
}

const tell = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  const settings = readSettings();
  const database = await openDatabase(settings, tell);
  cleanups.push(() => database.stop());
  tell(database.description);
  const server = await startServer({ settings, databaseUrl: database.url, tell });
  cleanups.push(() => server.close());
  if (server.firstKey !== null) tell(`admin key, shown once: ${server.firstKey}`);
  if (server.firstLink !== null) tell(`make yourself the admin, once: ${server.firstLink}`);
  tell(server.url === '' ? 'ready: the loops are running' : `ready: ${server.url} (API reference: ${server.url}/docs)`);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => void end().then(() => process.exit(0)));
}

try {
  await main();
} catch (error) {
  const isForPeople = [SettingsError, DatabaseUnusable, UnreadableFolder, InvalidWorkspace, PortTaken].some(
    (kind) => error instanceof kind,
  );
  process.stderr.write(
    `${isForPeople ? (error as Error).message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  await end();
  process.exit(error instanceof InvalidWorkspace ? 3 : 1);
}
