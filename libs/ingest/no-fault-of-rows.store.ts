// Whether what a batch failed of is its own: only then one of its rows is looked for that can be blamed.

import { isRepeatable } from '#libs/database/transaction.store.js';

/** Postgres is away, full, going down or another was in the way: nothing that a row could be blamed for. */
export function isNoFaultOfRows(error: unknown): boolean {
  if (isRepeatable(error) || !(error instanceof Error)) return true;
  const code = 'code' in error ? String(error.code) : '';
  if (/^(?:08|25|53|55|57|58|F0|XX)/.test(code) || /^E[A-Z]+$/.test(code)) return true;
  return code === '' && /^(?:Connection|Client|timeout|Query read timeout|Cannot use a pool)/i.test(error.message);
}
