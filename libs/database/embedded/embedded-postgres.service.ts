// A real Postgres of our own, from binaries that npm installed: made at first start, adopted when one is still running,
// recovered when it was killed (also while it is in use), stopped by the last process that uses it. Durable: fsync stays on.

import { existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.service.js';
import { prepareCluster, superuser } from './cluster.service.js';
import { changePort, findPlace, type Place } from './data-place.service.js';
import { DatabaseUnusable } from './database-unusable.js';
import { freePort } from './free-port.service.js';
import { exists, findPostmaster } from './postmaster.service.js';
import { run } from './run-as.service.js';
import { serverFlags } from './server-flags.js';
import { enter } from './users.service.js';

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** A port that must be taken; otherwise a free one, kept with the data. */
  readonly port?: number;
  /** Told what an operator wants to know, one line each. */
  readonly tell?: (line: string) => void;
  /** Flags of `postgres` besides our own; tests turn fsync off. */
  readonly flags?: Readonly<Record<string, string>>;
}

export interface EmbeddedPostgres {
  /** With its password; of the database `millrace`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Where the files are. */
  readonly folder: string;
  /** Whether it was running already. */
  readonly adopted: boolean;
  /** Stops it, unless another living process uses it too. */
  stop(): Promise<void>;
}

/** How long a start, with recovery of a big log, or a stop may take (ms). */
const patience = 120_000;
const watchEvery = 500;

/** @throws DatabaseUnusable with what to do */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const tell = options.tell ?? (() => undefined);
  const dataDir = resolve(options.dataDir);
  const place = await findPlace(dataDir, freePort);
  const binaries = await findBinaries(place.as, tell);
  if (place.folder !== join(dataDir, 'postgres'))
    tell(`Postgres keeps its data in ${place.folder}: it runs as ${place.as.name}, which cannot use ${dataDir}.`);

  // Entered before looking for a running one: whoever is just leaving sees that it is still needed, or has stopped it already.
  const user = enter(dataDir);
  try {
    const { cluster } = await prepareCluster(place.folder, place.note.password, binaries, place.as);
    const server = new Server(dataDir, cluster, binaries, place, options);
    const { port, pid, adopted } = await server.runOrAdopt(user.isAlone);
    const watch = new AbortController();
    const watched = server.keepRunning(watch.signal, tell);
    return {
      url: server.url(port, superuser),
      port,
      pid,
      folder: place.folder,
      adopted,
      stop: async () => {
        watch.abort();
        await watched;
        if (user.leave()) await server.stop();
      },
    };
  } catch (error) {
    user.leave();
    throw error;
  }
}

class Server {
  private readonly log: string;
  private note;

  constructor(
    private readonly dataDir: string,
    private readonly cluster: string,
    private readonly binaries: Binaries,
    private readonly place: Place,
    private readonly options: EmbeddedOptions,
  ) {
    this.log = join(place.folder, 'postgres.log');
    this.note = place.note;
  }

  url(port: number, database: string): string {
    return `postgres://${superuser}:${this.note.password}@127.0.0.1:${port}/${database}`;
  }

  async runOrAdopt(isAlone: () => boolean): Promise<{ port: number; pid: number; adopted: boolean }> {
    let adopted = true;
    const end = Date.now() + patience;
    while (Date.now() < end) {
      const running = await findPostmaster(this.cluster);
      if (running === undefined) {
        await this.start();
        adopted = false;
        continue;
      }
      if (running.port === undefined || !running.isReady) {
        await pause(50);
        continue;
      }
      const wanted = this.options.port;
      if (adopted && wanted !== undefined && wanted !== running.port && isAlone()) {
        await this.stop();
        continue;
      }
      if (await this.canConnect(running.port)) return { port: running.port, pid: running.pid, adopted };
      await pause(50);
    }
    throw new DatabaseUnusable(`Postgres did not get ready in ${patience / 1000} s; its log is ${this.log}:\n${this.lastLines()}`);
  }

  /** Starts it again when something has killed it: whoever uses it finds it under the same port and goes on. */
  async keepRunning(signal: AbortSignal, tell: (line: string) => void): Promise<void> {
    while (!signal.aborted) {
      await pause(watchEvery, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted || (await findPostmaster(this.cluster)) !== undefined) continue;
      try {
        await this.runOrAdopt(() => false);
        tell('Postgres had ended and was started again.');
      } catch (error) {
        tell(`Postgres has ended and cannot be started again: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  async stop(): Promise<void> {
    const running = await findPostmaster(this.cluster);
    if (running === undefined) return;
    const stop = (mode: string) =>
      run(
        this.binaries.pgCtl,
        ['stop', `--pgdata=${this.cluster}`, `--mode=${mode}`, '--wait', `--timeout=${patience / 1000}`],
        this.place.as,
      );
    const { code } = await stop('fast');
    if (code !== 0 && exists(running.pid)) await stop('immediate');
  }

  private async start(): Promise<void> {
    const port = this.options.port ?? this.note.port;
    const before = this.logSize();
    const flags = {
      ...serverFlags(process.constrainedMemory() ? Math.min(process.constrainedMemory(), totalmem()) : totalmem()),
      ...this.options.flags,
      port: String(port),
    };
    const written = Object.entries(flags).map(([name, value]) => `-c ${name}=${value === '' ? "''" : value}`);
    const { code, output } = await run(
      this.binaries.pgCtl,
      [
        'start',
        `--pgdata=${this.cluster}`,
        `--log=${this.log}`,
        '--wait',
        `--timeout=${patience / 1000}`,
        `--options=${written.join(' ')}`,
      ],
      this.place.as,
    );
    if (code === 0) return;
    const said = this.logSince(before);
    if (/already exists/.test(said) && /postmaster\.pid/.test(said)) return;
    // The processes of one that was killed are still ending.
    if (/shared memory block .* is still in use/.test(said)) return pause(200);
    if (/Address already in use|could not bind/.test(said)) {
      if (this.options.port !== undefined)
        throw new DatabaseUnusable(`Port ${port} is taken by another program. Set POSTGRES_PORT to another, or leave it out.`);
      this.note = changePort(this.dataDir, this.note, await freePort());
      return;
    }
    throw new DatabaseUnusable(`Postgres did not start on ${this.cluster}:\n${said.trim() || output}`);
  }

  private async canConnect(port: number): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url(port, 'postgres'), connectionTimeoutMillis: 5000 });
    try {
      await client.connect();
      const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [superuser]);
      if (rowCount === 0) await this.createDatabase(client);
      return true;
    } catch (error) {
      if ((error as pg.DatabaseError).code === '28P01')
        throw new DatabaseUnusable(
          `The running Postgres on ${this.cluster} does not take the password kept in ${this.dataDir}. Stop it, or move ${this.dataDir} away.`,
          { cause: error },
        );
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async createDatabase(client: pg.Client): Promise<void> {
    const { rows } = await client.query<{ lz4: boolean }>(
      `select 'lz4' = any(enumvals) as lz4 from pg_settings where name = 'wal_compression'`,
    );
    if (rows[0]?.lz4 === true) {
      await client.query(`alter system set wal_compression = 'lz4'`);
      await client.query(`alter system set default_toast_compression = 'lz4'`);
      await client.query('select pg_reload_conf()');
    }
    await client.query(`create database ${superuser}`).catch((error: pg.DatabaseError) => {
      if (error.code !== '42P04' && error.code !== '23505') throw error;
    });
  }

  private logSize(): number {
    const size = statSync(this.log, { throwIfNoEntry: false })?.size ?? 0;
    if (size < 10_000_000) return size;
    renameSync(this.log, `${this.log}.1`);
    return 0;
  }

  private logSince(offset: number): string {
    return existsSync(this.log) ? readFileSync(this.log).subarray(offset).toString('utf8') : '';
  }

  private lastLines(): string {
    return this.logSince(0).split('\n').slice(-15).join('\n');
  }
}
