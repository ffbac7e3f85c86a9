// A row of a file → a call of the tracking API, or why it is none, with the field. The same row is the same call each time:
// importing a file twice has the effect of once.

import { isCall } from '#libs/connectors/segment/calls.js';
import { idText, whatIsWrong } from '#libs/connectors/segment/check-message.js';
import { readEmail } from '#libs/connectors/read-address.js';
import { readTime } from '#libs/connectors/read-time.js';
import { writeTime } from '#libs/connectors/write-time.js';
import { foldName } from '#libs/language/fold-name.js';
import { stringifyJson } from '#libs/language/json.js';
import { sha256 } from '#libs/language/sha256.js';
import type { PropertyPlan, TrackingPlan } from '#libs/language/tracking-plan.js';
import { BadCell, typedCell } from './typed-cell.js';

export type Row = Readonly<Record<string, unknown>>;

export interface Rejected {
  readonly field: string;
  readonly why: string;
}

export interface ImportContext {
  /** Undefined: there is no workspace beside; cells of a CSV stay texts. */
  readonly plan: TrackingPlan | undefined;
  /** Traits of people that the workspace computes: they follow from events and are not said. */
  readonly computed: ReadonlySet<string>;
  readonly isCsv: boolean;
}

const keys = {
  userId: ['user_id', 'userId'],
  anonymousId: ['anonymous_id', 'anonymousId'],
  email: ['email'],
  timestamp: ['timestamp', 'at', 'updated_at', 'last_seen_at', 'created_at', 'first_seen_at', 'originalTimestamp'],
  messageId: ['message_id', 'messageId'],
} as const;
/** Of an export: what the server made of it, not what was said. */
const made = new Set(['id', 'account_id', 'traits', 'type', 'context', 'sentAt', 'receivedAt']);
const largest = 32 * 1024;

/** One person → `identify`, with the time at which it was so. */
export function personCall(row: Row, context: ImportContext): Row | Rejected {
  const said = row['traits'] ?? {};
  const nested = typeof said === 'string' ? parsed(said) : said;
  if (!isObject(nested)) return { field: 'traits', why: 'must be an object' };
  const own = Object.entries(row).filter(([name]) => !made.has(name) && !isKey(name));
  const traits: Record<string, unknown> = {};
  try {
    for (const [name, value] of [...own, ...Object.entries(nested)])
      if (!context.computed.has(name) && value !== null) traits[name] = cellOf(name, value, context.plan?.person, context);
  } catch (error) {
    if (error instanceof BadCell) return { field: error.field, why: error.message };
    throw error;
  }
  const email = first(row, keys.email) ?? nested['email'];
  return called('identify', row, email, { traits: email === undefined ? traits : { ...traits, email } }, context);
}

/** One fact → the call it is. A vendor's own line is not for here. */
export function eventCall(row: Row, context: ImportContext): Row | Rejected {
  const type = row['type'] ?? 'track';
  if (!isCall(type)) return { field: 'type', why: 'must be track, identify, page, screen, group or alias' };
  const time = first(row, keys.timestamp);
  if (time === undefined) return { field: 'timestamp', why: 'is missing: without it the event would have happened now' };
  const event = row['event'] ?? (type === 'track' ? row['name'] : undefined);
  const holder = type === 'identify' || type === 'group' ? 'traits' : 'properties';
  const written = row[holder] ?? row['properties'] ?? {};
  const inner = typeof written === 'string' ? parsed(written) : written;
  if (!isObject(inner)) return { field: holder, why: 'must be an object' };
  const values: Record<string, unknown> = { ...inner };
  const plan =
    typeof event === 'string' ? context.plan?.events.get(context.plan.canonical.get(foldName(event)) ?? event)?.properties : undefined;
  try {
    for (const [name, value] of Object.entries(row))
      if (name.startsWith(`${holder}.`))
        values[name.slice(holder.length + 1)] = cellOf(name.slice(holder.length + 1), value, plan, context);
  } catch (error) {
    if (error instanceof BadCell) return { field: `${holder}.${error.field}`, why: error.message };
    throw error;
  }
  const email = first(row, keys.email) ?? emailIn(row);
  const more = Object.fromEntries(
    (['name', 'category', 'previousId', 'context', 'integrations'] as const).flatMap((name) =>
      row[name] === undefined || (name === 'name' && type === 'track') ? [] : [[name, row[name]]],
    ),
  );
  const group = first(row, ['group_id', 'groupId']);
  const fields = {
    ...more,
    ...(event === undefined ? {} : { event }),
    ...(group === undefined ? {} : { groupId: group }),
    [holder]: values,
  };
  return called(type, row, email, fields, context);
}

function called(type: string, row: Row, rawEmail: unknown, fields: Row, { isCsv }: ImportContext): Row | Rejected {
  const email = rawEmail === undefined || rawEmail === null ? undefined : readEmail(rawEmail);
  if (rawEmail !== undefined && rawEmail !== null && email === undefined) return { field: 'email', why: 'is no e-mail address' };
  const userId = idText(first(row, keys.userId));
  // A person that has nothing but an address is known by it: the same one each time.
  const anonymousId =
    idText(first(row, keys.anonymousId)) ??
    (userId === undefined && email !== undefined ? `import:${sha256(email).slice(0, 24)}` : undefined);
  if (userId === undefined && anonymousId === undefined)
    return { field: 'email', why: 'is missing, and so are user_id and anonymous_id: one of them is needed' };
  const time = first(row, keys.timestamp);
  const at = time === undefined ? undefined : readTime(isCsv && typeof time === 'string' && /^\d{9,13}$/.test(time) ? Number(time) : time);
  if (time !== undefined && at === undefined) return { field: 'timestamp', why: 'is no time like 2026-03-02T09:00:00Z' };
  const context = isObject(fields['context']) ? fields['context'] : {};
  const message: Record<string, unknown> = {
    type,
    ...fields,
    ...(userId === undefined ? {} : { userId }),
    ...(anonymousId === undefined ? {} : { anonymousId }),
    ...(email === undefined
      ? {}
      : { context: { ...context, traits: { ...(isObject(context['traits']) ? context['traits'] : {}), email } } }),
    ...(at === undefined ? {} : { timestamp: writeTime(at) }),
  };
  message['messageId'] = first(row, keys.messageId) ?? `import:${sha256(stringifyJson(message)).slice(0, 32)}`;
  const wrong = isCall(type) ? whatIsWrong(type, message) : null;
  if (wrong !== null) return { field: /`(\w+)`/.exec(wrong)?.[1] ?? 'line', why: wrong };
  return new TextEncoder().encode(stringifyJson(message)).length > largest ? { field: 'line', why: 'is over 32 KB' } : message;
}

function cellOf(name: string, value: unknown, plan: ReadonlyMap<string, PropertyPlan> | undefined, { isCsv }: ImportContext): unknown {
  return isCsv && typeof value === 'string' ? typedCell(name, value, plan?.get(name)?.type) : value;
}

function first(row: Row, names: readonly string[]): unknown {
  for (const name of names) if (row[name] !== undefined && row[name] !== null && row[name] !== '') return row[name];
  return undefined;
}

function emailIn(row: Row): unknown {
  const { context } = row;
  const traits = isObject(context) ? context['traits'] : undefined;
  return isObject(traits) ? traits['email'] : undefined;
}

function isKey(name: string): boolean {
  return Object.values(keys).some((names: readonly string[]) => names.includes(name));
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
