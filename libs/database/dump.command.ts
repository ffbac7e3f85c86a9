// `npm run db:dump`: migrates an empty, throw-away Postgres and writes what came out to libs/database/schema.sql.

import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPool } from './connection.store.js';
import { startEmbeddedPostgres } from './embedded/embedded-postgres.service.js';
import { migrate } from './migrate.service.js';
import { dumpSchema } from './schema-dump.store.js';

const file = 'libs/database/schema.sql';
const dataDir = mkdtempSync(join(tmpdir(), 'millrace-dump-'));
// Started by root, Postgres runs as another user, who must be able to reach it.
chmodSync(dataDir, 0o755);
const server = await startEmbeddedPostgres({ dataDir, flags: { fsync: 'off' } });
try {
  await migrate(server.url, Date.now());
  const pool = openPool(server.url, 1);
  writeFileSync(file, await dumpSchema(pool));
  await pool.end();
  console.log(`${file} is as the migrations make it.`);
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
