// Stored bodies as facts again, by the sources that understood them when they came.

import { Buffer } from 'node:buffer';
import { sourceOf } from '#libs/connectors/registry.js';
import type { HistoryEvent } from '#libs/reporting/history-line.js';
import type { StoredFact } from '#libs/simulation/replay-history.js';

/** `failed`: what no source understands any more; production would set it aside. */
export function understandEvents(events: readonly HistoryEvent[]): { readonly facts: readonly StoredFact[]; readonly failed: number } {
  const facts: StoredFact[] = [];
  let failed = 0;
  for (const { id, source, key, receivedAt, body, isBase64 } of events) {
    try {
      const item = { id, source, key, receivedAt, body: Buffer.from(body, isBase64 === true ? 'base64' : 'utf8') };
      for (const fact of sourceOf(source).understand(item)) facts.push({ fact, id, source, key, receivedAt });
    } catch {
      failed += 1;
    }
  }
  return { facts, failed };
}
