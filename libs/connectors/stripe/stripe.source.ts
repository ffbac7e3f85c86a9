// Stripe's webhooks: verified by Stripe's own package on the raw bytes, after our stricter reading of the header.
// https://docs.stripe.com/webhooks/signature

import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import Stripe from 'stripe';
import { defineSource, type InboxItem, type RawRequest, type Received, type SourceContext } from '../contract.js';
import { oneHeader } from '../one-header.js';
import { type JsonObject, objectAt, readJsonObject, textAt } from '../read-json.js';
import { isNear, readTimedSignature, timedSignature } from '../timed-signature.service.js';
import { stripeSample, stripeSampleNames } from './stripe-samples.js';
import { customerOf, understandStripe } from './understand-stripe.js';

const toleranceSeconds = 300;

export const stripeSource = defineSource({
  name: 'stripe',
  paths: ['/v1/webhooks/stripe'],
  bodyLimit: 1_048_576,
  receive,
  understand: (item) => understandStripe(item.body.toString('utf8')),
  samples: {
    names: stripeSampleNames,
    make: stripeSample,
    sign: (body, secret, now) => ({ 'stripe-signature': timedSignature(body, secret, now) }),
  },
});

/** A Stripe event as an inbox row; also for those that the catch-up brings. */
export function stripeItem(event: JsonObject, body: Buffer): InboxItem {
  const object = objectAt(objectAt(event, 'data'), 'object');
  const related = objectAt(event, 'related_object');
  const id = textAt(event, 'id') ?? createHash('sha256').update(body).digest('hex');
  const account = textAt(event, 'account') ?? textAt(event, 'context') ?? 'own';
  return {
    source: 'stripe',
    subjectKey: customerOf(object) ?? textAt(object, 'id') ?? textAt(related, 'id') ?? id,
    sameness: `stripe:${account}:${event['livemode'] === true ? 'live' : 'test'}:${id}`,
    body,
  };
}

function receive(request: RawRequest, context: SourceContext): Received {
  const reason = whyUnsigned(request, context);
  if (reason !== null) return { kind: 'rejected', reason, reply: { status: 401, body: { error: reason } } };
  const read = readJsonObject(request.body.toString('utf8'));
  if ('problem' in read) return { kind: 'rejected', reason: read.problem, reply: { status: 400, body: { error: read.problem } } };
  return { kind: 'accepted', items: [stripeItem(read.object, request.body)], reply: { status: 200, body: { received: true } } };
}

function whyUnsigned(request: RawRequest, { now, secrets }: SourceContext): string | null {
  const header = oneHeader(request, 'stripe-signature');
  if (header === undefined) return 'Stripe-Signature missing or repeated';
  const signature = readTimedSignature(header);
  if (signature === undefined) return 'Stripe-Signature malformed';
  if (!isNear(signature.stamp, now, toleranceSeconds * 1000)) return 'Stripe-Signature stale or from the future';
  // The package checks the decoded text: a byte order mark or a broken byte would be lost on the way and pass unseen.
  const { body } = request;
  if (!isUtf8(body) || (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf)) return 'body is not plain UTF-8';
  return secrets.some(({ value }) => isVerified(body, header, value, now)) ? null : 'Stripe-Signature does not match';
}

function isVerified(body: Buffer, header: string, secret: string, now: number): boolean {
  if (secret.trim() === '') return false;
  try {
    return Stripe.webhooks.signature?.verifyHeader(body, header, secret, toleranceSeconds, undefined, now) === true;
  } catch {
    return false;
  }
}
