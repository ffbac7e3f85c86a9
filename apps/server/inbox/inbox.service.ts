// Counts what waits, and closes a clash: the row and its audit are one commit.

import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import { closeClash } from '#libs/people/clash.store.js';
import { type InboxCounts, InboxCountsStore } from '#libs/reporting/inbox-counts.store.js';
import { ClockService } from '../clock/clock.service.js';
import type { ApiKey } from '../keys/keys.store.js';

const week = 7 * 86_400_000;

@Injectable()
export class InboxService {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    private readonly store: InboxCountsStore,
    private readonly clock: ClockService,
  ) {}

  async counts(): Promise<InboxCounts> {
    await this.clock.refresh();
    return this.store.read(this.clock.now() - week);
  }

  /** @returns `closed`: it was that already; null: there is none with this id */
  close(id: string, key: ApiKey): Promise<{ readonly id: string; readonly state: 'closed' } | 'closed' | null> {
    const ids = new IdBlocks();
    return inTransaction(this.pool, async (client) => {
      const found = await closeClash(client, id);
      if (found === null || found === 'closed') return found;
      await ids.prepare(client, 1);
      const because = { by: 'api', name: key.name, details: { kind: found.kind, first: found.firstId, second: found.secondId } } as const;
      const subject = { kind: 'setting', id } as const;
      await saveChanges(client, [{ subject, field: 'clash', from: 'open', to: 'closed', at: this.clock.now(), because }], ids.take);
      return { id, state: 'closed' } as const;
    });
  }
}
