// A stored event as a line that any Millrace takes in again: calls of the tracking API as calls, with the time corrected and an id of their
// own; what a vendor sent as it came, with its source.

import { writeTime } from '#libs/connectors/write-time.js';
import { sourceOf } from '#libs/connectors/registry.js';
import type { Fact } from '#libs/language/fact.js';
import { parseJson } from '#libs/language/json.js';
import type { HistoryEvent } from '#libs/reporting/history-line.js';

export interface PortableEvent {
  readonly line: Readonly<Record<string, unknown>>;
  readonly facts: readonly Fact[];
  readonly id: string;
}

/** Null: an answer of our own deliveries, or what no source understands: there is nobody who would send it. */
export function portableEvent({ id, source, key, receivedAt, body, isBase64 }: HistoryEvent): PortableEvent | null {
  if (source === 'millrace') return null;
  try {
    const bytes = Buffer.from(body, isBase64 === true ? 'base64' : 'utf8');
    const facts = sourceOf(source).understand({ id, source, receivedAt, key, body: bytes });
    const object = parseJson(bytes.toString('utf8')) as Readonly<Record<string, unknown>>;
    if (!source.startsWith('segment')) return { line: { source, received_at: writeTime(receivedAt), body: object }, facts, id };
    const { sentAt: _sent, originalTimestamp: _original, ...call } = object;
    return { line: { ...call, messageId: call['messageId'] ?? key, timestamp: writeTime(facts[0]?.at ?? receivedAt) }, facts, id };
  } catch {
    return null;
  }
}

export const eventColumns = [
  'timestamp',
  'type',
  'event',
  'source',
  'email',
  'user_id',
  'anonymous_id',
  'group_id',
  'message_id',
  'properties',
] as const;

/** What stands in a spreadsheet: one row a fact. */
export function eventRows({ line, facts }: PortableEvent): readonly (readonly unknown[])[] {
  const source = typeof line['source'] === 'string' ? line['source'] : 'segment';
  return facts.map(({ kind, name, at, person, account, properties, personTraits, accountTraits }) => [
    writeTime(at),
    kind === 'event' ? 'track' : kind === 'page' ? name : kind,
    kind === 'event' ? name : '',
    source,
    person.email,
    person.userId,
    person.anonymousId,
    account.groupId,
    line['messageId'],
    { ...properties, ...personTraits, ...accountTraits },
  ]);
}
