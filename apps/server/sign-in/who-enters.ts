// Whom a provider's claims name, and whether that is enough: an address counts only when the provider has verified it.

import { isRole, type Role, roles } from './role.js';

export interface Vouched {
  readonly email: string;
  readonly name: string;
  /** What the role's claim says; null: nothing of ours. */
  readonly said: Role | null;
  /** For whom has neither a user nor an invitation; null: nobody gets in without. */
  readonly role: Role | null;
}

export interface EntryRules {
  readonly domains: readonly string[];
  readonly defaultRole: Role;
  readonly roleClaim: string | undefined;
}

export function whoEnters(
  claims: Readonly<Record<string, unknown>>,
  { domains, defaultRole, roleClaim }: EntryRules,
): Vouched | 'unverified' {
  const email = typeof claims['email'] === 'string' ? claims['email'].trim().toLowerCase() : '';
  if (claims['email_verified'] !== true || !/^[^\s@\p{Cc}]{1,64}@[^\s@\p{Cc}]{1,190}$/u.test(email)) return 'unverified';
  const called =
    typeof claims['name'] === 'string'
      ? claims['name']
          .replaceAll(/\p{Cc}/gu, ' ')
          .trim()
          .slice(0, 100)
      : '';
  const said = roleClaim === undefined ? null : highest(claims[roleClaim]);
  const isOurs = domains.includes(email.split('@')[1]!);
  return { email, name: called === '' || !called.isWellFormed() ? email : called, said, role: isOurs ? (said ?? defaultRole) : null };
}

/** Of several the one that may do most. */
function highest(claim: unknown): Role | null {
  const named = (Array.isArray(claim) ? claim : [claim]).filter(isRole);
  return roles.toReversed().find((role) => named.includes(role)) ?? null;
}
