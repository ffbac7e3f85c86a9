// What a tracking message says. Times are corrected for the sender's clock as Segment documents:
// https://segment.com/docs/connections/spec/common/#clock-skew

import type { AccountKeys, Fact, PersonKeys } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import { cleanParsed } from '../clean-text.js';
import { readDomain, readEmail } from '../read-address.js';
import { type JsonObject, objectAt, readJsonObject, textAt } from '../read-json.js';
import { readTime, within } from '../read-time.js';
import { isCall } from './calls.js';
import { idText, whatIsWrong } from './check-message.js';

/**
 * @param receivedAt epoch ms
 * @throws Error that names what is wrong; `receive` lets nothing through that would
 */
export function understandSegment(text: string, receivedAt: number): readonly Fact[] {
  const read = readJsonObject(text);
  if ('problem' in read) throw new Error(`The message is ${read.problem}.`);
  const message = cleanParsed(text, read.object);
  const { type } = message;
  if (!isCall(type)) throw new Error('The message has no known `type`.');
  const wrong = whatIsWrong(type, message);
  if (wrong !== null) throw new Error(`The message cannot be used: ${wrong}.`);
  const said = { at: happenedAt(message, receivedAt), person: personKeys(message), account: accountKeys(message) };
  const nothing = { properties: {}, personTraits: {}, accountTraits: {} };
  const properties = objectAt(message, 'properties') as Record<string, Value>;
  const traits = objectAt(message, 'traits') as Record<string, Value>;
  switch (type) {
    case 'track':
      return [{ kind: 'event', name: (message['event'] as string).trim(), ...said, ...nothing, properties }];
    case 'page':
    case 'screen':
      return [{ kind: 'page', name: type, ...said, ...nothing, properties: viewProperties(message, properties) }];
    case 'identify':
      return [{ kind: 'identify', name: 'identify', ...said, ...nothing, personTraits: traits }];
    case 'group':
      return [{ kind: 'group', name: 'group', ...said, account: groupKeys(message, traits), ...nothing, accountTraits: traits }];
    case 'alias':
    default:
      return [{ kind: 'alias', name: 'alias', ...said, person: aliasKeys(message, said.person), ...nothing }];
  }
}

/** The sender's clock may be wrong, but not the time between two of its readings: receivedAt - (sentAt - originalTimestamp). */
function happenedAt(message: JsonObject, receivedAt: number): number {
  const original = readTime(message['originalTimestamp']) ?? readTime(message['timestamp']);
  if (original === undefined) return receivedAt;
  const sentAt = readTime(message['sentAt']);
  return sentAt === undefined ? original : (within(receivedAt - (sentAt - original)) ?? receivedAt);
}

function personKeys(message: JsonObject): PersonKeys {
  const userId = idText(message['userId']);
  const anonymousId = idText(message['anonymousId']);
  const own = message['type'] === 'identify' ? objectAt(message, 'traits')['email'] : undefined;
  const email = readEmail(own ?? objectAt(objectAt(message, 'context'), 'traits')['email']);
  const keys: { -readonly [Name in keyof PersonKeys]: PersonKeys[Name] } = {};
  if (userId !== undefined) keys.userId = userId;
  if (email !== undefined) keys.email = email;
  if (anonymousId !== undefined) keys.anonymousId = anonymousId;
  return keys;
}

function accountKeys(message: JsonObject): AccountKeys {
  const groupId = idText(objectAt(message, 'context')['groupId']);
  return groupId === undefined ? {} : { groupId };
}

function groupKeys(message: JsonObject, traits: JsonObject): AccountKeys {
  const groupId = idText(message['groupId']);
  const domain = readDomain(textAt(traits, 'domain') ?? textAt(traits, 'website'));
  return { ...(groupId === undefined ? {} : { groupId }), ...(domain === undefined ? {} : { domain }) };
}

/** `previousId` is another key of the same person. */
function aliasKeys(message: JsonObject, keys: PersonKeys): PersonKeys {
  const previous = idText(message['previousId']);
  const email = readEmail(previous);
  if (email !== undefined) return { ...keys, email };
  return previous === undefined ? keys : { ...keys, anonymousId: previous };
}

const ofPage = ['path', 'url', 'title', 'referrer', 'search'];

/** What the browser library says in `context.page`, and `name` and `category`, which stand beside the properties. */
function viewProperties(message: JsonObject, properties: Record<string, Value>): Record<string, Value> {
  const page = objectAt(objectAt(message, 'context'), 'page');
  const found: Record<string, Value> = {};
  for (const name of ofPage) {
    const value = textAt(page, name);
    if (value !== undefined) found[name] = value;
  }
  for (const name of ['name', 'category']) {
    const value = textAt(message, name);
    if (value !== undefined) found[name] = value;
  }
  return { ...found, ...properties };
}
