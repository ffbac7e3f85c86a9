// A person decides about an event that was set aside: back into the inbox, or given up. Each is one commit with its audit row.

import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import type { Because } from '#libs/audit/because.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import { discardDeadLetter, retryDeadLetter } from '#libs/intake/dead-letter.store.js';
import { ClockService } from '../clock/clock.service.js';
import type { ApiKey } from '../keys/keys.store.js';

export interface Decided {
  readonly id: string;
  readonly state: 'waiting' | 'discarded';
}

@Injectable()
export class DeadLettersService {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    private readonly clock: ClockService,
  ) {}

  /** Back to its old place in its shard's order. Null: there is none with this id. */
  retry(id: string, key: ApiKey): Promise<Decided | null> {
    return this.decide(id, key, 'waiting', async (client) => ((await retryDeadLetter(client, id)) ? {} : null));
  }

  /** Done, without effect. Null: there is none with this id. */
  discard(id: string, key: ApiKey): Promise<Decided | null> {
    return this.decide(id, key, 'discarded', async (client) => {
      const gone = await discardDeadLetter(client, id);
      // Not its error: that may quote what the sender wrote, which must be gone with it.
      return gone && { source: gone.source, key: gone.key };
    });
  }

  private async decide(
    id: string,
    key: ApiKey,
    state: Decided['state'],
    act: (client: PoolClient) => Promise<Because['details'] | null>,
  ): Promise<Decided | null> {
    // A block of its own: the list of changes is read by id, and this is the newest.
    const ids = new IdBlocks();
    return inTransaction(this.pool, async (client) => {
      const details = await act(client);
      if (details === null) return null;
      await ids.prepare(client, 1);
      const because: Because = { by: 'api', name: key.name, ...(details === undefined ? {} : { details }) };
      const subject = { kind: 'setting', id } as const;
      const at = this.clock.now();
      await saveChanges(client, [{ subject, field: 'dead_letter', from: 'set aside', to: state, at, because }], ids.take);
      return { id, state };
    });
  }
}
