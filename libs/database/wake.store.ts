// NOTIFY wakes the loops and the pages at once. It may be lost: whoever listens also looks by itself now and then.

import pg from 'pg';
import { connectionOptions } from './connection.store.js';

/** Sent when the transaction of that client commits. */
export async function notify(
  client: { query(text: string, values: unknown[]): Promise<unknown> },
  channel: string,
  payload = '',
): Promise<void> {
  await client.query('select pg_notify($1, $2)', [channel, payload]);
}

/** One connection that listens for this process; it connects again by itself, and then calls everyone, who may have missed something. */
export class Wake {
  private readonly callers = new Map<string, Set<(payload: string) => void>>();
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private listening = Promise.resolve();

  constructor(
    private readonly url: string,
    /** How long after a lost connection the next is tried (ms). */
    private readonly pause = 1000,
  ) {}

  /** Resolves when listening; rejects when the first connection fails. */
  async start(): Promise<void> {
    await this.connect();
  }

  /**
   * Calls back at every notification of that channel, and (with '') after the connection was lost and made again.
   * @param channel letters and underscores
   * @returns ends the listening
   */
  on(channel: string, call: (payload: string) => void): () => void {
    if (!/^[a-z_]{1,60}$/.test(channel)) throw new Error(`The channel \`${channel}\` must be of lower case letters and underscores.`);
    const calls = this.callers.get(channel) ?? new Set();
    this.callers.set(channel, calls.add(call));
    this.listen(channel);
    return () => calls.delete(call);
  }

  /** Resolves when all channels asked for until now are heard. */
  ready(): Promise<void> {
    return this.listening;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  /** One statement after the other. When one fails the connection is lost: the next one listens to all channels. */
  private listen(channel: string): void {
    this.listening = this.listening.then(async () => {
      await this.client?.query(`listen ${channel}`).catch(() => undefined);
    });
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ ...connectionOptions, connectionString: this.url });
    let isLost = false;
    const lose = () => {
      if (isLost) return;
      isLost = true;
      if (this.client === client) this.client = undefined;
      client.end().catch(() => undefined);
      this.connectLater();
    };
    client.on('notification', ({ channel, payload }) => this.call(channel, payload ?? ''));
    await client.connect();
    client.on('error', lose);
    client.on('end', lose);
    for (const channel of this.callers.keys()) await client.query(`listen ${channel}`);
    this.client = client;
    // Asked for while this one was connecting.
    for (const channel of this.callers.keys()) this.listen(channel);
    await this.listening;
  }

  private connectLater(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.connect().then(
        () => [...this.callers.keys()].forEach((channel) => this.call(channel, '')),
        () => this.connectLater(),
      );
    }, this.pause);
  }

  private call(channel: string, payload: string): void {
    for (const call of this.callers.get(channel) ?? []) call(payload);
  }
}
