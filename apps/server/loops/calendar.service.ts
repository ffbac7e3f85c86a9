// What runs by the calendar and not by waiting rows: next months' partitions, and Stripe's events that no webhook brought.
// Every process may do it at once: both change nothing when it has been done.

import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { Pool } from 'pg';
import { StripeCatchUp } from '#libs/connectors/stripe/stripe-catch-up.service.js';
import { StripeClient } from '#libs/connectors/stripe/stripe.client.js';
import { ensurePartitions } from '#libs/database/partitions.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { notify } from '#libs/database/wake.store.js';
import { appendRows } from '#libs/intake/append.store.js';
import { SettingsService } from '#libs/settings/settings.service.js';

@Injectable()
export class CalendarService {
  private readonly log = new Logger('calendar');
  /** Counts what this process appends. */
  private readonly process = randomUUID();

  constructor(
    private readonly pool: Pool,
    private readonly settings: SettingsService,
  ) {}

  @Cron(CronExpression.EVERY_DAY_AT_3AM, { name: 'partitions' })
  async makePartitions(): Promise<void> {
    await this.tellFailure('partitions', () => inTransaction(this.pool, (client) => ensurePartitions(client, Date.now())));
  }

  @Cron(CronExpression.EVERY_HOUR, { name: 'stripe catch-up' })
  async catchUpStripe(): Promise<void> {
    const { stripeApiKey } = this.settings.values;
    if (stripeApiKey === undefined) return;
    const catchUp = new StripeCatchUp(new StripeClient(stripeApiKey), (items, receivedAt) =>
      inTransaction(this.pool, async (client) => {
        await appendRows(
          client,
          this.process,
          items.map((row) => ({ row, receivedAt })),
        );
        await notify(client, 'inbox');
      }),
    );
    await this.tellFailure('stripe catch-up', () => catchUp.run(Date.now()));
  }

  /** The next time tries again; until then it is told. */
  private async tellFailure(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.error(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
