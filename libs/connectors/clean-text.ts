// Postgres keeps no NUL in a text and no lone surrogate in jsonb. The body keeps both as they came; in what we read out of it
// a NUL is dropped and a lone surrogate becomes U+FFFD.

import { isObject } from './read-json.js';

/** Escapes of NUL or of a surrogate; a raw one cannot stand in JSON that was decoded from bytes. */
const suspicious = /\\u(?:0000|[dD][89a-fA-F])/;

/** @param text the JSON that `value` was parsed from: nearly all need no second look */
export function cleanParsed<Parsed>(text: string, value: Parsed): Parsed {
  return suspicious.test(text) ? (clean(value) as Parsed) : value;
}

export function cleanText(text: string): string {
  // Nearly all texts have neither; looking is a third of replacing.
  if (!/[\0\uD800-\uDFFF]/.test(text)) return text;
  return text.replaceAll('\0', '').replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [cleanText(name), clean(part)]));
}
