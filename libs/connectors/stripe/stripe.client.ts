// What is read from Stripe's API when a key is set: events it could not deliver, and the object that a thin event names.

import Stripe from 'stripe';
import { bad, good, type TestAnswer } from '../test-answer.js';
import { isObject, type JsonObject } from '../read-json.js';

/** Where another Stripe than the real one answers, for tests: a host, a port and a scheme. */
export type StripeAddress = Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'>;

export class StripeClient {
  private readonly stripe: Stripe;

  constructor(apiKey: string, address: StripeAddress = {}) {
    this.stripe = new Stripe(apiKey, { ...address, maxNetworkRetries: 2, timeout: 20_000, telemetry: false });
  }

  /**
   * Events that no endpoint of ours has acknowledged, newest first as Stripe lists them, page by page.
   * @param since epoch ms; Stripe keeps events for 30 days
   */
  async *undelivered(since: number): AsyncGenerator<JsonObject> {
    const list = this.stripe.events.list({ delivery_success: false, created: { gte: Math.floor(since / 1000) }, limit: 100 });
    for await (const event of list) yield event as unknown as JsonObject;
  }

  /** Reads one event: what the catch-up needs to be allowed. */
  async test(): Promise<TestAnswer> {
    try {
      const { data } = await this.stripe.events.list({ limit: 1 });
      const mode = data[0] === undefined ? '' : data[0].livemode ? ' of live mode' : ' of test mode';
      return good(`Stripe lists events${mode} with this key.`);
    } catch (error) {
      // Stripe's own sentence has a part of the key in it.
      const type = error instanceof Stripe.errors.StripeError ? error.type : '';
      if (type === 'StripeAuthenticationError')
        return bad('Stripe does not know this key.', 'copy the restricted key into STRIPE_API_KEY again');
      if (type === 'StripePermissionError')
        return bad('This key may not read events.', 'give the restricted key the permission Events: read');
      if (type === 'StripeRateLimitError') return bad('Stripe asks to come later.', 'try again in a minute');
      return bad('Stripe cannot be reached.', 'see whether this machine reaches https://api.stripe.com');
    }
  }

  /**
   * The object a thin event is about, as it is now.
   * @param path `related_object.url`; only a path of Stripe's own API is asked for
   */
  async relatedObject(path: string): Promise<JsonObject> {
    if (!/^\/v[12]\/[A-Za-z0-9_/]{1,300}$/.test(path))
      throw new Error('`related_object.url` of the thin event is no path of the Stripe API.');
    const answer: unknown = await this.stripe.rawRequest('GET', path);
    const { lastResponse: _, ...object } = answer as JsonObject;
    if (!isObject(object)) throw new Error('Stripe answered with no object.');
    return object;
  }
}
