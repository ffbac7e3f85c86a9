// What a person does about a breaker that has tripped: it is tried at once, or what waits for it is given up. Rows, the facts that runs
// wait for and the audit are one commit.

import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { answerItem } from '#libs/connectors/millrace/millrace.source.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { notify } from '#libs/database/wake.store.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import { appendRows } from '#libs/intake/append.store.js';
import { answersOf } from '#libs/outbox/answers-of.js';
import { closeBreaker, tryBreakerNow } from '#libs/outbox/breaker.store.js';
import { saveMarks } from '#libs/outbox/outbox.store.js';
import { givenUp } from '#libs/outbox/settle-delivery.js';
import { ClockService } from '../clock/clock.service.js';
import type { ApiKey } from '../keys/keys.store.js';

export interface DecidedBreaker {
  readonly action: string;
  /** Deliveries that are tried now, or were given up. */
  readonly deliveries: number;
}

@Injectable()
export class BreakersService {
  /** Of the tally row that counts the answers. */
  private readonly process = randomUUID();

  constructor(
    @Inject(Pool) private readonly pool: Pool,
    private readonly clock: ClockService,
  ) {}

  /** Null: it has not tripped. */
  tryNow(action: string, key: ApiKey): Promise<DecidedBreaker | null> {
    return this.decide(action, 'tried now', null, key, async (client, at) => {
      const deliveries = await tryBreakerNow(client, action, at);
      if (deliveries !== null) await notify(client, 'delivery');
      return deliveries;
    });
  }

  /** What waits for it fails, and the runs that wait for an answer go on by that. Null: it has not tripped. */
  giveUp(action: string, reason: string, key: ApiKey): Promise<DecidedBreaker | null> {
    return this.decide(action, 'given up', reason, key, async (client, at) => {
      const closed = await closeBreaker(client, action);
      if (closed === null) return null;
      const marks = closed.waiting.map((delivery) => givenUp(delivery, closed.error, at));
      const saved = await saveMarks(client, marks);
      const answers = marks.filter(({ delivery }) => saved.has(delivery.id)).flatMap((mark) => answersOf(mark, null, at));
      await appendRows(
        client,
        this.process,
        answers.map((answer) => ({ row: answerItem(answer), receivedAt: at })),
      );
      if (answers.length > 0) await notify(client, 'inbox');
      return saved.size;
    });
  }

  private async decide(
    action: string,
    to: string,
    reason: string | null,
    key: ApiKey,
    act: (client: PoolClient, at: number) => Promise<number | null>,
  ): Promise<DecidedBreaker | null> {
    await this.clock.refresh();
    const ids = new IdBlocks();
    return inTransaction(this.pool, async (client) => {
      const at = this.clock.now();
      const deliveries = await act(client, at);
      if (deliveries === null) return null;
      await ids.prepare(client, 1);
      const because = { by: 'api', name: key.name, details: { action, deliveries, ...(reason === null ? {} : { reason }) } } as const;
      await saveChanges(
        client,
        [{ subject: { kind: 'setting', id: '0' }, field: `breaker.${action}`, from: 'tripped', to, at, because }],
        ids.take,
      );
      return { action, deliveries };
    });
  }
}
