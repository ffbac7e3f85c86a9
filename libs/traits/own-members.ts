// Members that are always there and are said by facts: the latest name, address and time zone, the earliest domain.

import type { TraitMemory } from './trait-memory.js';

export type OwnMember = 'email' | 'name' | 'time_zone' | 'domain' | 'group_id';

/** A company's domain is the first it was known by: later ones (of contractors, of subsidiaries) stay keys and do not flip it. */
const earliestWins: ReadonlySet<OwnMember> = new Set(['domain', 'group_id']);

/** @returns the value that stands now */
export function sayOwn(subject: { readonly memory: TraitMemory }, member: OwnMember, value: string, at: number): string {
  const memory = subject.memory as { own?: Record<string, readonly [number, string]> };
  const own = (memory.own ??= {});
  const standing = own[member];
  if (standing !== undefined) {
    const [since, stands] = standing;
    const isEarlier = earliestWins.has(member);
    if (since === at ? stands >= value : since < at === isEarlier) return stands;
  }
  own[member] = [at, value];
  return value;
}
