import { createServer } from 'node:net';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.service.js';
import { freePort } from './free-port.service.js';

const root = mkdtempSync(join(tmpdir(), 'millrace-embedded-'));
chmodSync(root, 0o755);
const dataDir = join(root, 'data');
const cluster = join(dataDir, 'postgres/cluster');
const pidFile = join(cluster, 'postmaster.pid');
const started: EmbeddedPostgres[] = [];

async function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, flags: { fsync: 'off', shared_buffers: '64MB' }, ...options });
  started.push(server);
  return server;
}

async function query(server: EmbeddedPostgres, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client(server.url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

const startError = async (folder: string) => (await start({ dataDir: folder }).catch((error: Error) => error)) as Error;

beforeAll(async () => {
  const server = await start();
  await query(server, 'create table kept (n integer); insert into kept values (1)');
  await server.stop();
  started.length = 0;
}, 60_000);

afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the embedded Postgres', () => {
  test('listens on this machine only, asks for a password, and keeps that where only this user reads it', async () => {
    const server = await start();
    expect((await query(server, 'show listen_addresses')).rows).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await expect(query({ ...server, url: server.url.replace(/:[^:@]*@/, ':wrong@') }, 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect(readdirSync(dataDir).sort()).toEqual(['postgres', 'postgres.json', 'users']);
  });

  test('a stop ends it, and the next start finds the data on the same port', async () => {
    const first = await start();
    await first.stop();
    await expect(query(first, 'select 1')).rejects.toThrow('ECONNREFUSED');
    const second = await start();
    expect({ adopted: second.adopted, port: second.port }).toEqual({ adopted: false, port: first.port });
    expect((await query(second, 'select n from kept')).rows).toEqual([{ n: 1 }]);
  });

  test('one that is running is adopted, and stopped by the last that leaves', async () => {
    const first = await start();
    const second = await start();
    expect(second).toMatchObject({ adopted: true, pid: first.pid });
    await first.stop();
    expect((await query(second, 'select n from kept')).rowCount).toBe(1);
    await second.stop();
    await expect(query(first, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('one that is killed while it is in use is started again, under the same port', async () => {
    const told: string[] = [];
    const server = await start({ tell: (line) => told.push(line) });
    process.kill(server.pid, 'SIGKILL');
    const back = async (): Promise<pg.QueryResult> => query(server, 'select n from kept').catch(back);
    expect((await back()).rows).toEqual([{ n: 1 }]);
    await server.stop();
    expect(existsSync(pidFile)).toBe(false);
  });

  test('a killed one is recovered with all that was committed', async () => {
    const first = await start();
    await query(first, 'insert into kept values (2)');
    process.kill(first.pid, 'SIGKILL');
    const second = await start();
    expect((await query(second, 'delete from kept where n = 2 returning n')).rows).toEqual([{ n: 2 }]);
  });

  test.each([
    ['names another living process', (text: string) => text.replace(/^\d+/, String(process.pid))],
    ['is garbage', () => 'garbage'],
    ['is empty', () => ''],
  ])('a note of a killed one that %s does not keep it from starting', async (_case, spoil) => {
    const first = await start();
    const text = readFileSync(pidFile, 'utf8');
    await first.stop();
    writeFileSync(pidFile, spoil(text));
    expect((await query(await start(), 'select n from kept')).rowCount).toBe(1);
  });

  test('a port of its own choice that was taken meanwhile is changed', async () => {
    const first = await start();
    await first.stop();
    const other = createServer().listen(first.port, '127.0.0.1');
    const second = await start();
    expect(second.port).not.toBe(first.port);
    await new Promise((done) => other.close(done));
  });

  test('a port that was asked for and is taken is an error that names it', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await expect(start({ port })).rejects.toThrow(
      `Port ${port} is taken by another program. Set POSTGRES_PORT to another, or leave it out.`,
    );
    await new Promise((done) => other.close(done));
  });

  test('two processes that start on a new folder at once share one', async () => {
    const fresh = join(root, 'together');
    const [first, second] = await Promise.all([start({ dataDir: fresh }), start({ dataDir: fresh })]);
    expect(first.pid).toBe(second.pid);
    expect(readdirSync(join(fresh, 'postgres')).sort()).toEqual(['cluster', 'postgres.log']);
  });

  test('no row and no statement reaches its log', async () => {
    const server = await start();
    await query(server, `create table secret (email text unique); insert into secret values ('ann@example.com')`);
    await expect(query(server, `insert into secret values ('ann@example.com')`)).rejects.toThrow('duplicate key');
    expect(readFileSync(join(dataDir, 'postgres/postgres.log'), 'utf8')).not.toContain('ann@');
  });
});

describe('a data folder that cannot be used is told with what to do', () => {
  const copy = (name: string) => {
    const folder = join(root, name);
    cpSync(dataDir, folder, { recursive: true, filter: (path) => !path.includes(join('cluster', 'base')) });
    return folder;
  };

  test('a file in its place', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    expect((await startError(file)).message).toBe(
      `The data folder ${file} cannot be used: it is, or is below, a file. Set DATA_DIR to a folder this user may write to, or DATABASE_URL.`,
    );
  });

  test('not a cluster', async () => {
    const folder = copy('garbage');
    rmSync(join(folder, 'postgres/cluster/PG_VERSION'));
    expect((await startError(folder)).message).toContain('is not a Postgres data folder');
  });

  test('made by another major version', async () => {
    const folder = copy('older');
    writeFileSync(join(folder, 'postgres/cluster/PG_VERSION'), '15\n');
    expect((await startError(folder)).message).toMatch(/was made by Postgres 15, and this is Postgres \d+/);
  });

  test('a damaged note, and one that is gone', async () => {
    const folder = copy('note');
    writeFileSync(join(folder, 'postgres.json'), '{"password": "hunter2"');
    const { message } = await startError(folder);
    expect(message).toContain('postgres.json is damaged');
    expect(message).not.toContain('hunter2');
    rmSync(join(folder, 'postgres.json'));
    expect((await startError(folder)).message).toContain('with its password does not');
    expect(existsSync(join(folder, 'postgres/cluster'))).toBe(true);
  });
});
