// Whose clock is meant: a person's where it is known and real, an owner's where its hours name one, else the workspace's.

import { isTimeZone } from './local-time.js';
import type { Scope } from './scope.js';
import type { Workspace } from './workspace.js';

export const zones = ['person', 'owner', 'workspace'] as const;
export type Whose = (typeof zones)[number];

/** @returns an IANA name. A rep's zone is that of its working hours. */
export function zoneOf(whose: Whose, scope: Scope, { timeZone, team }: Workspace): string {
  if (whose === 'owner') {
    const owner = scope.owner?.own['id'];
    return (typeof owner === 'string' ? team.reps.get(owner)?.hours?.zone : undefined) ?? timeZone;
  }
  const contact = scope.deal?.own['contact'] ?? scope.account?.own['contact'];
  const person = scope.person?.own ?? (contact as Readonly<Record<string, unknown>> | null | undefined);
  const own = whose === 'person' ? person?.['time_zone'] : undefined;
  return typeof own === 'string' && isTimeZone(own) ? own : timeZone;
}
