// `npm run crash`: kills the server 20 times and its Postgres 5 times with -9 under load, at random moments, and then holds the sender's journal
// against the database: everything that was acknowledged took effect exactly once (promises 1, 2, 8 and 12). Prints the counts;
// exit code 1 when one of them is wrong.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { openPool } from '#libs/database/connection.store.js';
import { startEmbeddedPostgres } from '#libs/database/embedded/embedded-postgres.service.js';
import { benchKey } from './bench-workspace.js';
import { freePort } from './free-port.service.js';
import { type ServerProcess, startServerProcess } from './stage.service.js';
import { temporaryFolder } from './temporary-folder.service.js';
import { writeBenchWorkspace } from './write-workspace.service.js';

const serverKills = 20;
const postgresKills = 5;
const senders = 8;
const people = 40;

/** Each event begins a run: a notice, a wait of two seconds, another notice. */
const workflow = `workflow: crash
of: person
when: [{ event: Act 0 }]
again: after exit
key: event.plan
steps:
  - notify: { rep: nina, text: first }
  - wait: 2s
  - notify: { rep: nina, text: second }
`;

interface Journal {
  /** Message ids that were answered 200. */
  readonly acknowledged: Set<string>;
  /** Sent without an answer, or refused: they may be there, once. */
  readonly unanswered: Set<string>;
}

const tell = (line: string) => process.stderr.write(`${line}\n`);

async function main(): Promise<boolean> {
  const folder = await temporaryFolder('millrace-crash-');
  const configDir = join(folder, 'config');
  await writeBenchWorkspace(configDir);
  await writeFile(join(configDir, 'workflows/act-0.yaml'), workflow);
  const port = await freePort();
  const environment = { DATA_DIR: join(folder, 'data'), PORT: String(port), LOG_LEVEL: 'silent' };
  const launch = () => startServerProcess({ configDir }, null, environment);
  const journal: Journal = { acknowledged: new Set(), unanswered: new Set() };
  const load = { isOver: false };
  let server = await launch();
  try {
    const sending = Array.from({ length: senders }, (_, sender) => send(sender, `http://127.0.0.1:${port}`, journal, load));
    for (let kill = 1; kill <= serverKills + postgresKills; kill += 1) {
      await pause(500 + Math.random() * 1500);
      if (kill % 5 === 0) await killPostgres(join(folder, 'data'), kill);
      else server = await killServer(server, launch, kill);
    }
    await pause(1000);
    load.isOver = true;
    await Promise.all(sending);
    return await compare(join(folder, 'data'), journal);
  } finally {
    load.isOver = true;
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function killServer(server: ServerProcess, launch: () => Promise<ServerProcess>, kill: number): Promise<ServerProcess> {
  await server.kill();
  const next = await launch();
  tell(`kill ${kill}: the server; ready again in ${Math.round(next.startedIn)} ms`);
  return next;
}

async function killPostgres(dataDir: string, kill: number): Promise<void> {
  const note = JSON.parse(await readFile(join(dataDir, 'postgres.json'), 'utf8')) as { place?: string };
  const pidFile = join(resolve(dataDir, note.place ?? 'postgres'), 'cluster/postmaster.pid');
  const [pid] = (await readFile(pidFile, 'utf8')).split('\n');
  process.kill(Number(pid), 'SIGKILL');
  tell(`kill ${kill}: Postgres`);
}

/** Single events and batches, each sent again until it is answered, as SDKs do; a tenth is sent twice in any case. */
async function send(sender: number, url: string, journal: Journal, load: { readonly isOver: boolean }): Promise<void> {
  for (let n = 0; !load.isOver; n += 1) {
    const events = Array.from({ length: n % 3 === 0 ? 1 : 5 }, (_, at) => event(`${sender}-${n}-${at}`, sender * 1000 + n * 7 + at));
    const times = n % 10 === 0 ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      const isAcknowledged = await post(url, events);
      for (const { messageId } of events) {
        if (isAcknowledged) journal.acknowledged.add(messageId);
        else journal.unanswered.add(messageId);
      }
      // Steady, so that what has to be compared at the end has ended within minutes.
      await pause(150);
      if (!isAcknowledged) {
        await pause(50);
        // Once more, so that most of what was cut off is repeated with the same id.
        if (n % 2 === 0) time -= 1;
        if (load.isOver) return;
      }
    }
  }
}

function event(messageId: string, place: number) {
  const person = place % people;
  return {
    type: 'track',
    messageId,
    userId: `user-${person}`,
    event: 'Act 0',
    properties: { plan: messageId, size: 1 },
    context: { traits: { email: `user-${person}@company-${person % 5}.example` } },
  };
}

async function post(url: string, events: readonly ReturnType<typeof event>[]): Promise<boolean> {
  const authorization = `Basic ${btoa(`${benchKey}:`)}`;
  try {
    const response = await fetch(`${url}/v1/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ batch: events }),
      signal: AbortSignal.timeout(20_000),
    });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
}

async function compare(dataDir: string, { acknowledged, unanswered }: Journal): Promise<boolean> {
  const postgres = await startEmbeddedPostgres({ dataDir, tell });
  const pool = openPool(postgres.url, 2);
  try {
    await settled(pool);
    const { rows: events } = await pool.query<{ message: string; count: number }>(
      `select convert_from(body, 'utf8')::json ->> 'messageId' as message, count(*)::int as count from event where kind = 'event' group by 1`,
    );
    const stored = new Map(events.map(({ message, count }) => [message, count]));
    const maybe = [...unanswered].filter((id) => !acknowledged.has(id));
    const one = async (sql: string) => Number((await pool.query<{ count: string }>(sql)).rows[0]!.count);
    const counts = {
      'kills of the server': serverKills,
      'kills of Postgres': postgresKills,
      'events acknowledged': acknowledged.size,
      'events never acknowledged': maybe.length,
      'of these stored all the same': maybe.filter((id) => stored.has(id)).length,
      'events stored': stored.size,
      'runs begun': await one('select count(*) from run'),
      'waits ended': await one(`select count(*) from run where state = 'done'`),
      deliveries: await one('select count(*) from delivery'),
      letters: await one('select count(*) from mailbox'),
    };
    const wrong = {
      'acknowledged and not stored': [...acknowledged].filter((id) => !stored.has(id)).length,
      'stored more than once': events.filter(({ count }) => count > 1).length,
      'stored and never sent': [...stored.keys()].filter((id) => !acknowledged.has(id) && !unanswered.has(id)).length,
      'events without exactly one run': Math.abs(counts['events stored'] - counts['runs begun']),
      'runs that are not done': counts['runs begun'] - counts['waits ended'],
      'waits that ended early': await one(
        `select count(*) from run_step a join run_step b on b.run_id = a.run_id and b.seq = a.seq + 1 where a.kind = 'wait' and a.input ->> 'kind' = 'start' and b.at < a.at + interval '2 seconds'`,
      ),
      'runs without exactly two deliveries': await one(
        'select count(*) from (select run_id from delivery group by run_id having count(*) <> 2) odd',
      ),
      'deliveries that are not done': await one(`select count(*) from delivery where state <> 'done'`),
      'letters less deliveries': Math.abs(counts['letters'] - counts['deliveries']),
      'events set aside': await one('select count(*) from dead_letter'),
      'accepted less done, waiting and set aside': Math.abs(
        await one(
          'select (select sum(accepted) from intake_tally) - (select sum(done + set_aside) from shard) - (select count(*) from inbox) as count',
        ),
      ),
    };
    process.stdout.write(`${JSON.stringify({ counts, wrong }, null, 2)}\n`);
    return Object.values(wrong).every((count) => count === 0) && acknowledged.size > 0;
  } finally {
    await pool.end();
    await postgres.stop();
  }
}

/** Until the inbox is empty, every wait has ended and every delivery has left. */
async function settled(pool: Pool): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { rows } = await pool
      .query<{ left: string }>(
        `select (select count(*) from inbox) + (select count(*) from run where ended_at is null) + (select count(*) from delivery where ended_at is null) as left`,
      )
      .catch(() => ({ rows: [{ left: '1' }] }));
    if (Number(rows[0]!.left) === 0) return;
    await pause(200);
  }
  tell('after two minutes something is still under way');
}

process.exit((await main()) ? 0 : 1);
