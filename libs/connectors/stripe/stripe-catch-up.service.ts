// Once an hour: what Stripe's webhooks did not bring is fetched and appended like them. What they brought after all is a
// duplicate by its event id, so looking back far costs nothing but the asking.

import type { InboxItem } from '../contract.js';
import { isObject, type JsonObject, objectAt, textAt } from '../read-json.js';
import type { StripeClient } from './stripe.client.js';
import { stripeItem } from './stripe.source.js';

/** How far each round looks back (ms): a weekend without a server, and Stripe's own retries of three days. */
const lookBack = 4 * 24 * 3_600_000;
const rowsAtOnce = 100;

export class StripeCatchUp {
  constructor(
    private readonly client: Pick<StripeClient, 'undelivered' | 'relatedObject'>,
    /** The intake; resolves after the commit. */
    private readonly append: (items: readonly InboxItem[], receivedAt: number) => Promise<void>,
  ) {}

  /**
   * One round. Oldest first, so that facts arrive in the order in which they happened.
   * @param now epoch ms
   * @returns how many events were appended
   */
  async run(now: number): Promise<number> {
    const events: JsonObject[] = [];
    for await (const event of this.client.undelivered(now - lookBack)) events.push(event);
    events.reverse();
    for (let from = 0; from < events.length; from += rowsAtOnce)
      await this.append(
        events.slice(from, from + rowsAtOnce).map((event) => stripeItem(event, Buffer.from(JSON.stringify(event)))),
        now,
      );
    return events.length;
  }

  /**
   * A thin event (`v2.core.event`) together with its object, as a snapshot event would have brought it.
   * @param thin the event as its webhook said it
   */
  async fetchThin(thin: JsonObject, now: number): Promise<void> {
    const path = textAt(objectAt(thin, 'related_object'), 'url');
    const type = textAt(thin, 'type');
    if (path === undefined || type === undefined) throw new Error('The thin event has no `related_object.url` or no `type`.');
    const object = await this.client.relatedObject(path);
    const { related_object: related, ...rest } = thin;
    const whole: JsonObject = {
      ...rest,
      object: 'event',
      // Another fact than the thin one, which is kept beside it without effect.
      id: `${textAt(thin, 'id') ?? path}:fetched`,
      type: type.replace(/^v\d+\./, ''),
      related_object: isObject(related) ? related : null,
      data: { object },
    };
    await this.append([stripeItem(whole, Buffer.from(JSON.stringify(whole)))], now);
  }
}
