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
  for (const secret of secrets) {
    const expected = bytesOf(secret);
    if (expected.length > 0 && expected.length === given.length && timingSafeEqual(expected, given)) return secret.name;
  }
  return undefined;
}

/** A secret's bytes are made once, not for every request. */
function bytesOf(secret: SourceSecret): Buffer {
  let bytes = known.get(secret);
  if (bytes === undefined) known.set(secret, (bytes = Buffer.from(secret.value)));
  return bytes;
}

const known = new WeakMap<SourceSecret, Buffer>();

function basicUser(values: readonly string[]): string | undefined {
  const [, encoded] = values.length === 1 ? (/^basic +([A-Za-z0-9+/=_-]{1,2000}) *$/i.exec(values[0] ?? '') ?? []) : [];
  if (encoded === undefined) return undefined;
  const pair = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? pair : pair.slice(0, colon);
}
