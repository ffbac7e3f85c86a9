// What rows of the inbox say. Whoever cannot be understood has failed alone already: each row is read by itself.

import type { Buffer } from 'node:buffer';
import type { Failed } from '#libs/intake/dead-letter.store.js';
import type { InboxRow } from '#libs/intake/inbox-row.js';
import type { Fact } from '#libs/language/fact.js';
import type { BatchContext } from './batch-context.js';

export interface Understood {
  readonly row: InboxRow;
  readonly facts: readonly Fact[];
  /** The row's own and those of its effects. */
  readonly keys: readonly string[];
}

export interface UnderstoodRows {
  readonly rows: readonly InboxRow[];
  readonly understood: readonly Understood[];
  readonly failed: readonly Failed[];
}

export function understandRows(rows: readonly InboxRow[], context: BatchContext<Buffer>): UnderstoodRows {
  const understood: Understood[] = [];
  const failed: Failed[] = [];
  for (const row of rows) {
    try {
      const facts = context.understand(row);
      const keys = [row.key, ...facts.flatMap(({ alsoSameAs = [] }) => alsoSameAs.map((text) => context.samenessKey(text)))];
      understood.push({ row, facts, keys });
    } catch (error) {
      failed.push({ row, error });
    }
  }
  return { rows, understood, failed };
}
