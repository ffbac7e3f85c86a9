// Who sends: the write key is the user of Basic authorization or stands in the body.

import { timingSafeEqual } from 'node:crypto';
import type { RawRequest, SourceSecret } from '../contract.js';
import { type JsonObject, textAt } from '../read-json.js';

/** @returns the source's name; undefined for an unknown, missing or repeated key */
export function writeKeyName(request: RawRequest, body: JsonObject, secrets: readonly SourceSecret[]): string | undefined {
  const authorization = request.headers['authorization'];
  const key = authorization === undefined ? textAt(body, 'writeKey') : basicUser(authorization);
  if (key === undefined || key === '') return undefined;
  const given = Buffer.from(key);
  for (const { name, value } of secrets) {
    const expected = Buffer.from(value);
    if (expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given)) return name;
  }
  return undefined;
}

function basicUser(values: readonly string[]): string | undefined {
  const [, encoded] = values.length === 1 ? (/^basic +([A-Za-z0-9+/=_-]{1,2000}) *$/i.exec(values[0] ?? '') ?? []) : [];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? pair : pair.slice(0, colon);
}
