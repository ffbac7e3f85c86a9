// The tracking API of Segment, so that their libraries send here with nothing but another host.
// https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/

import { createHash, randomUUID } from 'node:crypto';
import { stringifyJson } from '#libs/language/json.js';
import { defineSource, type InboxItem, type RawRequest, type Received, type Reply, type SourceContext } from '../contract.js';
import { isObject, type JsonObject, readJsonObject } from '../read-json.js';
import { bodyText } from './body-text.service.js';
import { type Call, callAt, callTypes, isCall, segmentPaths } from './calls.js';
import { idText, whatIsWrong } from './check-message.js';
import { mergeBatch } from './merge-batch.js';
import { segmentSample, segmentSampleNames } from './segment-samples.js';
import { understandSegment } from './understand-segment.js';
import { writeKeyName } from './write-key.service.js';

const eventLimit = 32 * 1024;
const batchLimit = 500 * 1024;
const batchCount = 2500;

const ok: Reply = { status: 200, body: { success: true } };
const tails = Object.fromEntries(callTypes.map((type) => [type, `,"type":"${type}"}`])) as Record<Call, string>;

export const segmentSource = defineSource({
  name: 'segment',
  paths: segmentPaths,
  bodyLimit: 1_048_576,
  cors: true,
  receive,
  understand: (item) => understandSegment(item.body.toString('utf8'), item.receivedAt),
  samples: {
    names: segmentSampleNames,
    make: segmentSample,
    // Strict: else a wrong key is answered with 200, as Segment does it.
    sign: (_body, secret) => ({ authorization: `Basic ${Buffer.from(`${secret}:`).toString('base64')}`, 'x-strict-mode': '1' }),
  },
});

function receive(request: RawRequest, { secrets }: SourceContext): Received {
  const call = callAt(request.url);
  if (call === undefined) return refused('no such call', 404);
  const isBatch = call === 'batch';
  if (request.body.length > batchLimit) return refused(isBatch ? 'batch over 500 KB' : 'event over 32 KB', 400);
  const text = bodyText(request.body);
  if (!isBatch && Buffer.byteLength(text) > eventLimit) return refused('event over 32 KB', 400);
  const read = readJsonObject(text);
  if ('problem' in read) return refused(read.problem, 400);
  const isStrict = request.headers['x-strict-mode']?.includes('1') === true;
  const name = writeKeyName(request, read.object, secrets);
  // Without strict mode Segment answers 200 to what it then drops.
  if (name === undefined)
    return isStrict ? refused('unknown write key', 401) : { kind: 'rejected', reason: 'unknown write key', reply: ok };
  return isBatch ? receiveBatch(name, read.object, isStrict) : receiveOne(name, call, read.object, text, isStrict);
}

function receiveOne(name: string, type: Call, message: JsonObject, text: string, isStrict: boolean): Received {
  const wrong = whatIsWrong(type, message);
  if (wrong !== null) return isStrict ? refused(wrong, 400) : { kind: 'rejected', reason: wrong, reply: ok };
  return { kind: 'accepted', items: [item(name, message, bytesOf(type, message, text))], reply: ok };
}

/** The bytes as they came, with the call's type added; the last of two equal keys counts. A write key is not kept. */
function bytesOf(type: Call, message: JsonObject, text: string): Buffer {
  if (Object.hasOwn(message, 'writeKey')) {
    delete message['writeKey'];
    message['type'] = type;
    return Buffer.from(stringifyJson(message));
  }
  return Buffer.from(text.slice(0, text.lastIndexOf('}')) + tails[type]);
}

function receiveBatch(name: string, batch: JsonObject, isStrict: boolean): Received {
  const list = batch['batch'];
  if (!Array.isArray(list)) return refused('`batch` is not a list', 400);
  if (list.length > batchCount) return refused(`batch of more than ${batchCount} events`, 400);
  const items: InboxItem[] = [];
  const wrongs: string[] = [];
  for (const message of list as unknown[]) {
    const wrong = whatIsWrongInBatch(message);
    if (wrong !== null) {
      wrongs.push(wrong);
      continue;
    }
    const merged = mergeBatch(batch, message as JsonObject);
    const body = Buffer.from(stringifyJson(merged));
    if (body.length > eventLimit && Buffer.byteLength(stringifyJson(message)) > eventLimit) return refused('event over 32 KB', 400);
    items.push(item(name, merged, body));
  }
  const [first] = wrongs;
  if (isStrict && first !== undefined) return refused(first, 400);
  return { kind: 'accepted', items, reply: ok, ...(first === undefined ? {} : { refused: wrongs }) };
}

function whatIsWrongInBatch(message: unknown): string | null {
  if (!isObject(message)) return 'an event of the batch is not an object';
  const { type } = message;
  return isCall(type) ? whatIsWrong(type, message) : 'unknown `type` of an event in the batch';
}

function item(name: string, message: JsonObject, body: Buffer): InboxItem {
  const userId = idText(message['userId']);
  return {
    source: `segment:${name}`,
    subjectKey: userId === undefined ? `anonymous:${idText(message['anonymousId']) ?? ''}` : `user:${userId}`,
    sameness: `segment:${name}:${samenessOf(message, body)}`,
    body,
  };
}

/** A message without an id but with a time of its own is the same when its bytes are; without either, nothing can tell. */
function samenessOf(message: JsonObject, body: Buffer): string {
  const id = idText(message['messageId']);
  if (id !== undefined) return id;
  const hasTime = (message['timestamp'] ?? message['originalTimestamp'] ?? message['sentAt']) != null;
  return hasTime ? `body:${createHash('sha256').update(body).digest('hex')}` : `given:${randomUUID()}`;
}

function refused(reason: string, status: number): Received {
  return { kind: 'rejected', reason, reply: { status, body: { success: false, message: reason } } };
}
