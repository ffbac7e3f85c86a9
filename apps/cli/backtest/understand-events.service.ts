// Stored bodies as facts again, by the sources that understood them when they came.

import { Buffer } from 'node:buffer';
import { sourceOf } from '#libs/connectors/registry.js';
import type { HandLine, HistoryEvent } from '#libs/reporting/history-line.js';
import type { StoredFact } from '#libs/simulation/replay-history.js';

/** What was done by hand stays where it stands. `failed`: what no source understands any more; production would set it aside. */
export function understandEvents(lines: readonly (HistoryEvent | HandLine)[]): {
  readonly happenings: readonly (StoredFact | HandLine)[];
  readonly failed: number;
} {
  const happenings: (StoredFact | HandLine)[] = [];
  let failed = 0;
  for (const line of lines) {
    if (line.kind !== 'event') {
      happenings.push(line);
      continue;
    }
    const { id, source, key, receivedAt, body, isBase64 } = line;
    try {
      const item = { id, source, key, receivedAt, body: Buffer.from(body, isBase64 === true ? 'base64' : 'utf8') };
      for (const fact of sourceOf(source).understand(item)) happenings.push({ fact, id, source, key, receivedAt });
    } catch {
      failed += 1;
    }
  }
  return { happenings, failed };
}
