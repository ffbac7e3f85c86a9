// Calendly's webhooks. https://developer.calendly.com/api-docs/4c305798a61d3-webhook-signatures

import { createHash } from 'node:crypto';
import { defineSource, type RawRequest, type Received, type SourceContext } from '../contract.js';
import { oneHeader } from '../one-header.js';
import { readEmail } from '../read-address.js';
import { objectAt, readJsonObject, textAt } from '../read-json.js';
import { isNear, isSigned, readTimedSignature, timedSignature } from '../timed-signature.service.js';
import { calendlySample, calendlySampleNames } from './calendly-samples.js';
import { understandCalendly } from './understand-calendly.js';

const tolerance = 180_000;

export const calendlySource = defineSource({
  name: 'calendly',
  paths: ['/v1/webhooks/calendly'],
  bodyLimit: 1_048_576,
  receive,
  understand: (item) => understandCalendly(item.body.toString('utf8')),
  samples: {
    names: calendlySampleNames,
    make: calendlySample,
    sign: (body, secret, now) => ({ 'calendly-webhook-signature': timedSignature(body, secret, now) }),
  },
});

function receive(request: RawRequest, context: SourceContext): Received {
  const reason = whyUnsigned(request, context);
  if (reason !== null) return { kind: 'rejected', reason, reply: { status: 401, body: { error: reason } } };
  const { body } = request;
  const read = readJsonObject(body.toString('utf8'));
  if ('problem' in read) return { kind: 'rejected', reason: read.problem, reply: { status: 400, body: { error: read.problem } } };
  const payload = objectAt(read.object, 'payload');
  const event = textAt(read.object, 'event');
  const uri = textAt(payload, 'uri');
  const createdAt = textAt(read.object, 'created_at');
  // Without the three there is nothing but the bytes to know it again by.
  const same = event === undefined || uri === undefined || createdAt === undefined ? body : event + uri + createdAt;
  const email = readEmail(payload['email']);
  const item = {
    source: 'calendly',
    subjectKey: email === undefined ? `invitee:${textAt(payload, 'invitee') ?? uri ?? ''}` : `email:${email}`,
    sameness: `calendly:${createHash('sha256').update(same).digest('hex')}`,
    body,
  };
  return { kind: 'accepted', items: [item], reply: { status: 200, body: { received: true } } };
}

function whyUnsigned(request: RawRequest, { now, secrets }: SourceContext): string | null {
  const header = oneHeader(request, 'calendly-webhook-signature');
  if (header === undefined) return 'Calendly-Webhook-Signature missing or repeated';
  const signature = readTimedSignature(header);
  if (signature === undefined) return 'Calendly-Webhook-Signature malformed';
  if (!isNear(signature.stamp, now, tolerance)) return 'Calendly-Webhook-Signature stale or from the future';
  return isSigned(signature, request.body, secrets) ? null : 'Calendly-Webhook-Signature does not match';
}
