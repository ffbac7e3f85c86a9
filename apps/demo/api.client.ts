// What the story reads back: the server's public API, with the key that the first start made.

import { type AxiosInstance, create } from 'axios';
import { setTimeout as pause } from 'node:timers/promises';

export type Row = Readonly<Record<string, unknown>>;

export class Api {
  private readonly http: AxiosInstance;

  constructor(server: string, key: string) {
    this.http = create({ baseURL: server, headers: { authorization: `Bearer ${key}` }, timeout: 10_000, proxy: false });
  }

  async list(path: string): Promise<Row[]> {
    const { data } = await this.http.get<{ data: Row[] }>(path);
    return data.data;
  }

  async read<Answer>(path: string): Promise<Answer> {
    return (await this.http.get<Answer>(path)).data;
  }

  async post(path: string, body: unknown): Promise<void> {
    await this.http.post(path, body);
  }

  async patch(path: string, body: unknown): Promise<void> {
    await this.http.patch(path, body);
  }

  /** Asks until the answer is there; gives up loudly, naming what it waited for. */
  async until<Answer>(what: string, ask: () => Promise<Answer | undefined | false>, limit = 20_000): Promise<Answer> {
    const end = performance.now() + limit;
    for (;;) {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      if (performance.now() > end) throw new Error(`waited ${limit / 1000} s for ${what}`);
      await pause(25);
    }
  }
}
