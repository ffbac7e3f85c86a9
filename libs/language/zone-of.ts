// Whose clock is meant: a person's where it is known and real, an owner's where its hours name one, else the workspace's; or
// that of a zone which is named itself.

import { isTimeZone } from './local-time.js';
import type { Scope } from './scope.js';
import type { Workspace } from './workspace.js';

export const zones = ['person', 'owner', 'workspace'] as const;
export type Whose = (typeof zones)[number];
/** As a file names it. */
export type Zone = Whose | { readonly iana: string };

/** @returns an IANA name. A rep's zone is that of its working hours. */
export function zoneOf(zone: Zone, scope: Scope, { timeZone, team }: Workspace): string {
  if (typeof zone === 'object') return zone.iana;
  if (zone === 'owner') {
    const owner = scope.owner?.own['id'];
    return (typeof owner === 'string' ? team.reps.get(owner)?.hours?.zone : undefined) ?? timeZone;
  }
  const contact = scope.deal?.own['contact'] ?? scope.account?.own['contact'];
  const person = scope.person?.own ?? (contact as Readonly<Record<string, unknown>> | null | undefined);
  const own = zone === 'person' ? person?.['time_zone'] : undefined;
  return typeof own === 'string' && isTimeZone(own) ? own : timeZone;
}

/** `person`, `owner`, `workspace`, or an IANA name; undefined for anything else. */
export function parseZone(value: unknown): Zone | undefined {
  const whose = zones.find((each) => each === value);
  return whose ?? (typeof value === 'string' && isTimeZone(value) ? { iana: value } : undefined);
}
