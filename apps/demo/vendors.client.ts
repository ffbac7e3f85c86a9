// The story's senders: the real clients of the vendors, or what signs as they do. They know only the server's address and the keys.

import { Analytics } from '@segment/analytics-node';
import { create } from 'axios';
import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Stripe } from 'stripe';

export interface Secrets {
  readonly writeKey: string;
  readonly stripe: string;
  readonly calendly: string;
}

const http = create({ validateStatus: () => true, timeout: 10_000, proxy: false });

/** Product and website: Segment's own library. */
export class Website {
  private readonly analytics: Analytics;

  constructor(
    private readonly server: string,
    private readonly secrets: Secrets,
  ) {
    this.analytics = new Analytics({ writeKey: secrets.writeKey, host: server, flushAt: 50, flushInterval: 10 });
  }

  async send(calls: (analytics: Analytics) => void): Promise<void> {
    let fail: (error: Error) => void = () => undefined;
    const failed = new Promise<never>((_, reject) => (fail = reject));
    failed.catch(() => undefined);
    const onError = ({ reason }: { reason?: unknown }) => fail(new Error(`tracking failed: ${String(reason)}`));
    this.analytics.on('error', onError);
    calls(this.analytics);
    await Promise.race([this.analytics.flush({ timeout: 10_000 }), failed]).finally(() => this.analytics.off('error', onError));
  }

  /** One call over plain HTTP, for what the library cannot do: the same message twice. */
  async post(call: string, body: Record<string, unknown>): Promise<number> {
    const { status } = await http.post(`${this.server}/v1/${call}`, body, { auth: { username: this.secrets.writeKey, password: '' } });
    return status;
  }

  close(): Promise<void> {
    return this.analytics.closeAndFlush({ timeout: 5000 });
  }
}

export interface Paid {
  readonly event: string;
  readonly customer: string;
  readonly email: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
}

/** Stripe stamps whole seconds: what is paid in the second of a trial's beginning would stand before it. Waits at most a second. */
export async function nextWholeSecond(): Promise<void> {
  await delay(1000 - (Date.now() % 1000) + 1);
}

/** Billing: events signed by Stripe's own package. */
export class Billing {
  /** @param clock epoch ms, as the server has it */
  constructor(
    private readonly server: string,
    private readonly secrets: Secrets,
    private readonly clock: () => number = Date.now,
  ) {}

  invoicePaid(paid: Paid): string {
    const now = Math.floor(this.clock() / 1000);
    const id = paid.event.slice(4);
    return JSON.stringify({
      id: paid.event,
      object: 'event',
      api_version: '2025-08-27.basil',
      created: now,
      livemode: false,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type: 'invoice.paid',
      data: {
        object: {
          id: `in_${id}`,
          object: 'invoice',
          amount_due: paid.amount,
          amount_paid: paid.amount,
          amount_remaining: 0,
          billing_reason: 'subscription_create',
          created: now,
          currency: paid.currency,
          customer: paid.customer,
          customer_email: paid.email,
          livemode: false,
          status: 'paid',
          parent: { type: 'subscription_details', subscription_details: { subscription: `sub_${id}`, metadata: {} } },
          status_transitions: { paid_at: now },
        },
      },
    });
  }

  async deliver(payload: string, secret = this.secrets.stripe): Promise<number> {
    const timestamp = Math.floor(this.clock() / 1000);
    const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    const { status } = await http.post(`${this.server}/v1/webhooks/stripe`, payload, {
      headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature },
    });
    return status;
  }
}

export interface Booking {
  readonly meeting: string;
  readonly invitee: string;
  readonly email: string;
  readonly name: string;
  readonly startsAt: Date;
  /** The invitee this one replaces, after a reschedule. */
  readonly oldInvitee?: string;
}

const api = 'https://api.calendly.com';

/** Scheduling: webhooks signed as Calendly signs them. */
export class Scheduling {
  /** @param clock epoch ms, as the server has it */
  constructor(
    private readonly server: string,
    private readonly secrets: Secrets,
    private readonly clock: () => number = Date.now,
  ) {}

  created(booking: Booking): string {
    return this.webhook('invitee.created', { ...this.invitee(booking), status: 'active', rescheduled: false });
  }

  canceled(booking: Booking): string {
    return this.webhook('invitee.canceled', {
      ...this.invitee(booking),
      status: 'canceled',
      rescheduled: false,
      cancellation: { canceled_by: booking.name, reason: 'Something came up, sorry.', canceler_type: 'invitee' },
    });
  }

  canceledByReschedule(booking: Booking, newInvitee: string): string {
    return this.webhook('invitee.canceled', {
      ...this.invitee(booking),
      status: 'canceled',
      rescheduled: true,
      new_invitee: `${api}/scheduled_events/${booking.meeting}/invitees/${newInvitee}`,
      cancellation: { canceled_by: booking.name, reason: '', canceler_type: 'invitee' },
    });
  }

  async deliver(payload: string): Promise<number> {
    const stamp = Math.floor(this.clock() / 1000);
    const signature = createHmac('sha256', this.secrets.calendly).update(`${stamp}.${payload}`).digest('hex');
    const { status } = await http.post(`${this.server}/v1/webhooks/calendly`, payload, {
      headers: { 'content-type': 'application/json', 'calendly-webhook-signature': `t=${stamp},v1=${signature}` },
    });
    return status;
  }

  private invitee({ meeting, invitee, email, name, startsAt, oldInvitee }: Booking): Record<string, unknown> {
    return {
      uri: `${api}/scheduled_events/${meeting}/invitees/${invitee}`,
      email,
      name,
      old_invitee: oldInvitee === undefined ? null : `${api}/scheduled_events/${meeting}/invitees/${oldInvitee}`,
      scheduled_event: {
        uri: `${api}/scheduled_events/${meeting}`,
        name: 'Demo',
        event_type: `${api}/event_types/DEMO`,
        start_time: startsAt.toISOString(),
        end_time: new Date(startsAt.getTime() + 1_800_000).toISOString(),
        event_memberships: [{ user: `${api}/users/NINA`, user_email: 'nina@parcelwise.example', user_name: 'Nina Berg' }],
      },
    };
  }

  private webhook(event: string, payload: Record<string, unknown>): string {
    return JSON.stringify({ event, created_at: new Date(this.clock()).toISOString(), created_by: `${api}/users/NINA`, payload });
  }
}

export const messageId = () => `demo-${randomUUID()}`;
