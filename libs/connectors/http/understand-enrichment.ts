// What a provider's answer means. Nothing found is an answer, too.

import type { Value } from '#libs/language/value.js';

export type Enrichment =
  | { readonly kind: 'known'; readonly json: Value }
  | { readonly kind: 'retry'; readonly reason: string; readonly after?: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** @param retryAfter the header, in seconds */
export function understandEnrichment(status: number, text: string, retryAfter: string | undefined): Enrichment {
  if (status === 429 || status === 202 || status >= 500) {
    const after = retryAfter !== undefined && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : undefined;
    return { kind: 'retry', reason: `it answered ${status}`, ...(after === undefined ? {} : { after }) };
  }
  if (status === 404 || status === 204) return { kind: 'known', json: {} };
  if (status >= 300 && status < 400) return { kind: 'failed', reason: `it answered ${status}: redirects are not followed` };
  if (status !== 200) return { kind: 'failed', reason: `it answered ${status}` };
  try {
    return { kind: 'known', json: JSON.parse(text) as Value };
  } catch {
    return { kind: 'failed', reason: 'its answer is no JSON' };
  }
}
