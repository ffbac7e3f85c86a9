// Takes an address off: suppressed at once, for every queued message, and told to the house as a fact, in one commit.

import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { answerItem } from '#libs/connectors/millrace/millrace.source.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { notify } from '#libs/database/wake.store.js';
import { readUnsubscribeToken } from '#libs/emails/unsubscribe-token.service.js';
import { appendRows } from '#libs/intake/append.store.js';
import { loadSuppressed, suppress } from '#libs/people/suppression.store.js';
import { ClockService } from '../clock/clock.service.js';
import { instanceSecret } from '../instance/instance-secret.store.js';

@Injectable()
export class UnsubscribeStore {
  private readonly process = randomUUID();

  constructor(
    private readonly pool: Pool,
    private readonly clock: ClockService,
  ) {}

  /** Whether it is a token of ours; nothing else is told about it. */
  async isValid(token: string): Promise<boolean> {
    return readUnsubscribeToken(await instanceSecret(this.pool), token) !== null;
  }

  /** Twice is once. @returns false for a token that is not ours; nothing has changed then */
  async unsubscribe(token: string): Promise<boolean> {
    const secret = await instanceSecret(this.pool);
    const said = readUnsubscribeToken(secret, token);
    if (said === null) return false;
    await this.clock.refresh();
    const at = this.clock.now();
    const { email, delivery, template } = said;
    const item = answerItem({
      name: 'email.unsubscribed',
      at,
      person: { email },
      account: {},
      properties: { template, delivery, to: email },
      answers: { delivery, runId: /^\d+(?=:)/.exec(delivery)?.[0] ?? null, depth: 0 },
    });
    await inTransaction(this.pool, async (client) => {
      // Who was erased stays so: the link of an old mail brings no address back (promise 5).
      if ((await loadSuppressed(client, secret, [email])).get(email) === 'erased') return;
      await suppress(client, secret, { email, reason: 'unsubscribed', at, source: `delivery:${delivery}` });
      await appendRows(client, this.process, [{ row: item, receivedAt: at }]);
      await notify(client, 'inbox');
    });
    return true;
  }
}
