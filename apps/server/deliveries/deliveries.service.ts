// A person decides about a delivery of which nobody knows whether it arrived (promise 3). The row, the fact that its run waits
// for and the audit row are one commit.

import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { answerItem } from '#libs/connectors/millrace/millrace.source.js';
import { inTransaction, RepeatBatch } from '#libs/database/transaction.store.js';
import { notify } from '#libs/database/wake.store.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import { appendRows } from '#libs/intake/append.store.js';
import { answersOf } from '#libs/outbox/answers-of.js';
import type { DeliveryState } from '#libs/outbox/delivery-slice.js';
import { lockHeld, saveMarks } from '#libs/outbox/outbox.store.js';
import { type Decision, decided } from '#libs/outbox/settle-delivery.js';
import { ClockService } from '../clock/clock.service.js';
import type { ApiKey } from '../keys/keys.store.js';

export interface Decided {
  readonly id: string;
  readonly state: DeliveryState;
}

@Injectable()
export class DeliveriesService {
  /** Of the tally row that counts the answers. */
  private readonly process = randomUUID();

  constructor(
    @Inject(Pool) private readonly pool: Pool,
    private readonly clock: ClockService,
  ) {}

  /** @returns null: there is none with this id; a state: it is not `unknown` (any more), and nothing was done */
  decide(id: string, as: Decision, key: ApiKey): Promise<Decided | DeliveryState | null> {
    const ids = new IdBlocks();
    return inTransaction(this.pool, async (client) => {
      const held = await lockHeld(client, id);
      if (held === null || typeof held === 'string') return held;
      const at = this.clock.now();
      const mark = decided(held, as, key.name, at);
      if (!(await saveMarks(client, [mark])).has(id)) throw new RepeatBatch(`delivery ${id} changed under its lock`);
      const answers = answersOf(mark, null, at).map((answer) => ({ row: answerItem(answer), receivedAt: at }));
      await appendRows(client, this.process, answers);
      await ids.prepare(client, 1);
      const because = { by: 'api', name: key.name, details: { decided: as, action: held.action } } as const;
      const subject = { kind: 'setting', id } as const;
      await saveChanges(client, [{ subject, field: 'delivery', from: 'unknown', to: mark.state, at, because }], ids.take);
      if (as === 'again') await notify(client, 'delivery');
      else if (answers.length > 0) await notify(client, 'inbox');
      return { id, state: mark.state };
    });
  }
}
