// Tells the ingest loops that rows wait. Apart from the append, because a notifying commit takes a lock that all of them share;
// at once after a pause, at most every twenty milliseconds under load, and always once after the last row.

import type { Pool } from 'pg';
import { notify } from '#libs/database/wake.store.js';

const pause = 20;

export class InboxNotice {
  private timer: NodeJS.Timeout | undefined;
  private isWanted = false;
  private sending: Promise<void> = Promise.resolve();

  constructor(private readonly pool: Pool) {}

  give(): void {
    if (this.timer !== undefined) {
      this.isWanted = true;
      return;
    }
    this.isWanted = false;
    // A lost notification costs a poll's delay and nothing else.
    this.sending = notify(this.pool, 'inbox').catch(() => undefined);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.isWanted) this.give();
    }, pause);
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.sending;
    if (this.isWanted) await notify(this.pool, 'inbox').catch(() => undefined);
  }
}
