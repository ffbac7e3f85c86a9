import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { freePort } from './embedded/free-port.service.js';
import { openDatabase } from './open-database.service.js';

const database = useDatabase();
let old: Server | undefined;

afterEach(async () => {
  await new Promise((done) => (old === undefined ? done(undefined) : old.close(done)));
  old = undefined;
});

const open = (databaseUrl: string) => openDatabase({ databaseUrl, dataDir: './data', postgresPort: undefined }, () => undefined);

/** Speaks as much of Postgres's protocol as is needed to say which version it is. */
async function oldServer(version: string): Promise<number> {
  const message = (type: string, ...parts: (string | Buffer)[]) => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part as string)));
    const head = Buffer.alloc(5, type);
    head.writeInt32BE(body.length + 4, 1);
    return Buffer.concat([head, body]);
  };
  const short = (value: number) => Buffer.from([value >> 8, value & 255]);
  const long = (value: number) => Buffer.concat([short(value >> 16), short(value & 65535)]);
  const ready = message('Z', 'I');
  const answer = Buffer.concat([
    message('T', short(1), 'server_version_num\0', long(0), short(0), long(25), short(65535), long(-1), short(0)),
    message('D', short(1), long(version.length), version),
    message('C', 'SHOW\0'),
    ready,
  ]);
  old = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Buffer.concat([message('R', long(0)), ready]));
      socket.on('data', (data) => (data[0] === 'X'.charCodeAt(0) ? socket.end() : socket.write(answer)));
    });
  });
  const port = await freePort();
  await new Promise<void>((done) => old?.listen(port, '127.0.0.1', done));
  return port;
}

test('a Postgres that is new enough is used as it is, and described without its password', async () => {
  const opened = await open(database.url);
  expect(opened).toMatchObject({ url: database.url, isEmbedded: false });
  expect(opened.description).toMatch(/^postgres at 127\.0\.0\.1:\d+\/millrace_worker_\d+$/);
  await opened.stop();
  expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a server that is too old is told', async () => {
  const port = await oldServer('150004');
  await expect(open(`postgres://me:hunter2@127.0.0.1:${port}/crm`)).rejects.toThrow(
    `DATABASE_URL: postgres at 127.0.0.1:${port}/crm is Postgres 15; Millrace needs 16 or newer.`,
  );
});

test('promise 17: a server that cannot be reached, or refuses, is told without the password', async () => {
  const port = await freePort();
  const refused = (await open(`postgres://me:hunter2@127.0.0.1:${port}/crm`).catch((error: Error) => error)) as Error;
  expect(refused.message).toContain(`DATABASE_URL: postgres at 127.0.0.1:${port}/crm cannot be used: `);
  const wrong = new URL(database.url);
  wrong.password = 'hunter2';
  const denied = (await open(wrong.toString()).catch((error: Error) => error)) as Error;
  expect(denied.message).toContain('password authentication failed');
  expect(refused.message + denied.message).not.toContain('hunter2');
});
