// What the open pages are told: which deals have changed. The rows are the truth; a page that may have missed something reads them anew.

import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Wake } from '#libs/database/wake.store.js';

export interface LiveMessage {
  /** Of this process: another one's is not known here, and is answered with `reset`. */
  readonly id: string;
  readonly event: 'deals' | 'reset';
  readonly data: { readonly ids?: readonly string[] };
}

const remembered = 1000;

@Injectable()
export class LiveService implements OnModuleDestroy {
  private readonly process = randomBytes(6).toString('hex');
  private readonly past: LiveMessage[] = [];
  private readonly pages = new Set<(message: LiveMessage) => void>();
  private count = 0;
  private readonly stop: () => void;

  constructor(wake: Wake) {
    this.stop = wake.on('deal', (payload) => this.say(payload));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  /**
   * Tells from now on, and at once what came after `lastId`.
   * @returns ends it
   */
  open(lastId: string | undefined, tell: (message: LiveMessage) => void): () => void {
    for (const message of this.since(lastId)) tell(message);
    this.pages.add(tell);
    return () => this.pages.delete(tell);
  }

  private since(lastId: string | undefined): readonly LiveMessage[] {
    const now: LiveMessage = { id: `${this.process}-${this.count}`, event: 'reset', data: {} };
    if (lastId === undefined || lastId === now.id) return lastId === undefined ? [now] : [];
    const at = this.past.findIndex(({ id }) => id === lastId);
    return at === -1 ? [now] : this.past.slice(at + 1);
  }

  /** @param payload ids with commas; '': the connection was lost, or there were too many to name */
  private say(payload: string): void {
    this.count += 1;
    const id = `${this.process}-${this.count}`;
    const message: LiveMessage =
      payload === '' ? { id, event: 'reset', data: {} } : { id, event: 'deals', data: { ids: payload.split(',') } };
    this.past.push(message);
    if (this.past.length > remembered) this.past.shift();
    for (const tell of this.pages) tell(message);
  }
}
