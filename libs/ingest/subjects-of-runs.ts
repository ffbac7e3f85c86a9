// Whom a batch must load for the runs that it moves on, beside those its facts name.

import type { Wanted } from '#libs/people/keys-of-fact.js';

interface AboutRun {
  readonly personId: string | null;
  readonly accountId: string | null;
}

export function withSubjectsOf(runs: readonly AboutRun[], wanted: Wanted): Wanted {
  if (runs.length === 0) return wanted;
  return {
    ...wanted,
    personIds: [...wanted.personIds, ...distinct(runs.map(({ personId }) => personId))],
    accountIds: [...wanted.accountIds, ...distinct(runs.map(({ accountId }) => accountId))],
  };
}

export function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids)].filter((id) => id !== null);
}
