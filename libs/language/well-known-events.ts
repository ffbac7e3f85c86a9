// Events that exist without being planned: what the built-in sources and our own deliveries report, with their types.
// A tracking-plan file of the same name adds properties to them or narrows them.

import type { Type } from './value.js';

type Properties = Readonly<Record<string, Type>>;

const invoice: Properties = {
  amount: 'money',
  total: 'money',
  billing_reason: 'string',
  invoice: 'string',
  number: 'string',
  customer: 'string',
  customer_email: 'string',
  subscription: 'string',
  period_start: 'timestamp',
  period_end: 'timestamp',
  attempt_count: 'integer',
  livemode: 'boolean',
};
const subscription: Properties = {
  amount: 'money',
  subscription: 'string',
  customer: 'string',
  status: 'string',
  previous_status: 'string',
  plan: 'string',
  product: 'string',
  interval: 'string',
  quantity: 'integer',
  trial_end: 'timestamp',
  current_period_end: 'timestamp',
  cancel_at: 'timestamp',
  canceled_at: 'timestamp',
  cancel_at_period_end: 'boolean',
  livemode: 'boolean',
};
const charge: Properties = {
  amount: 'money',
  charge: 'string',
  invoice: 'string',
  customer: 'string',
  reason: 'string',
  livemode: 'boolean',
};
const credit: Properties = {
  amount: 'money',
  credit_note: 'string',
  invoice: 'string',
  customer: 'string',
  reason: 'string',
  livemode: 'boolean',
};
const call: Properties = {
  call_id: 'string',
  title: 'string',
  host_email: 'string',
  rep: 'string',
  started_at: 'timestamp',
  ended_at: 'timestamp',
  duration_seconds: 'integer',
  url: 'string',
};
const booking: Properties = {
  meeting_id: 'string',
  event_type: 'string',
  name: 'string',
  start_at: 'timestamp',
  end_at: 'timestamp',
  time_zone: 'string',
  host_email: 'string',
  host_name: 'string',
  join_url: 'string',
  cancel_url: 'string',
  reschedule_url: 'string',
};
const email: Properties = { template: 'string', delivery: 'string', to: 'string', workflow: 'string' };
const delivery: Properties = { action: 'string', delivery: 'string', workflow: 'string' };
const page: Properties = {
  path: 'string',
  url: 'string',
  title: 'string',
  name: 'string',
  category: 'string',
  referrer: 'string',
  search: 'string',
  keywords: 'any',
  content_group: 'string',
};

export const wellKnownEvents: Readonly<Record<string, Properties>> = {
  page,
  screen: { name: 'string', category: 'string' },
  identify: {},
  group: {},
  alias: {},
  'stripe.invoice_paid': invoice,
  'stripe.invoice_payment_failed': { ...invoice, next_attempt_at: 'timestamp' },
  'stripe.subscription_created': subscription,
  'stripe.subscription_updated': subscription,
  'stripe.subscription_canceled': { ...subscription, cancel_reason: 'string' },
  'stripe.checkout_completed': {
    amount: 'money',
    checkout_session: 'string',
    mode: 'string',
    payment_status: 'string',
    customer: 'string',
    customer_email: 'string',
    client_reference_id: 'string',
    subscription: 'string',
    invoice: 'string',
    livemode: 'boolean',
  },
  'stripe.charge_refunded': { ...charge, amount_refunded: 'money' },
  'stripe.dispute_created': { ...charge, dispute: 'string', status: 'string' },
  'stripe.dispute_closed': { ...charge, dispute: 'string', status: 'string' },
  'stripe.credit_note_created': credit,
  'stripe.credit_note_voided': credit,
  'calendly.booked': booking,
  'calendly.canceled': { ...booking, cancel_reason: 'string', canceled_by: 'string' },
  'calendly.rescheduled': { ...booking, previous_meeting_id: 'string', previous_start_at: 'timestamp', cancel_reason: 'string' },
  'calendly.no_show': booking,
  // A recorder of calls has no source of its own here: it says so by /v1/track, under this name.
  'gong.call_held': call,
  'email.sent': email,
  'email.failed': { ...email, reason: 'string' },
  'email.bounced': { ...email, reason: 'string', hard: 'boolean' },
  'email.complained': email,
  'email.unsubscribed': email,
  'email.opened': email,
  'email.clicked': { ...email, url: 'string' },
  'email.replied': email,
  'delivery.done': { ...delivery, answer: 'any' },
  'delivery.failed': { ...delivery, reason: 'string' },
};
