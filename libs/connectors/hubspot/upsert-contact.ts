// How a contact is written to HubSpot: its fields, the request, and what an answer means.
// https://developers.hubspot.com/docs/api-reference/2026-03/crm/objects/contacts/batch/upsert-contacts

import type { ActionDeclaration } from '#libs/language/action-declaration.js';
import type { Value } from '#libs/language/value.js';
import type { Delivered } from '../contract.js';

export const upsertContact = {
  name: 'hubspot.upsert_contact',
  about: 'Makes the contact with this e-mail address in HubSpot, or changes it.',
  fields: {
    email: { type: 'string', about: 'Which contact: its address in HubSpot', required: true },
    properties: {
      type: 'properties',
      about: 'Its properties by their internal names, as lifecyclestage; an unknown value is left as it is',
    },
  },
  recipient: 'email',
} as const satisfies ActionDeclaration;

export const upsertPath = '/crm/objects/2026-03/contacts/batch/upsert';

/** HubSpot takes every property as a text: lists joined by semicolons, times in epoch ms. */
export function upsertBody({ email, properties }: Readonly<Record<string, Value>>): Readonly<Record<string, unknown>> | null {
  if (typeof email !== 'string' || email.trim() === '') return null;
  const named = typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? Object.entries(properties) : [];
  const texts = named.flatMap(([name, value]) => (value === null ? [] : [[name, textOf(value)]]));
  return { inputs: [{ idProperty: 'email', id: email.trim(), properties: { email: email.trim(), ...Object.fromEntries(texts) } }] };
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return (value as readonly Value[]).map(textOf).join(';');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** @param retryAfter the header, in seconds */
export function understandUpsert(status: number, body: unknown, retryAfter: string | undefined): Delivered {
  const said = messageOf(body);
  if (status === 429 || status >= 500) {
    const after = retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : undefined;
    return { kind: 'retry', reason: `HubSpot answered ${status}${said}`, ...(after === undefined ? {} : { after }) };
  }
  if (status === 401) return { kind: 'failed', reason: `HubSpot does not know the token${said}: set the one of a private app` };
  if (status === 403)
    return { kind: 'failed', reason: `HubSpot forbids it${said}: give the private app the scope crm.objects.contacts.write` };
  if (status !== 200 && status !== 201) return { kind: 'failed', reason: `HubSpot answered ${status}${said}` };
  const [result] = listAt(body, 'results');
  const id = memberOf(result, 'id');
  if (typeof id !== 'string') return { kind: 'failed', reason: `HubSpot took no contact${said}` };
  return { kind: 'done', answer: { id, new: memberOf(result, 'new') === true } };
}

/** Of the answer, or of the first error in it. */
function messageOf(body: unknown): string {
  const message = memberOf(listAt(body, 'errors')[0], 'message') ?? memberOf(body, 'message');
  return typeof message === 'string' ? `: ${message.slice(0, 300)}` : '';
}

function listAt(body: unknown, name: string): readonly unknown[] {
  const list = memberOf(body, name);
  return Array.isArray(list) ? list : [];
}

function memberOf(whole: unknown, name: string): unknown {
  return typeof whole === 'object' && whole !== null ? (whole as Readonly<Record<string, unknown>>)[name] : undefined;
}
