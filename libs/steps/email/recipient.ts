// Whom a run writes to that does not say it: a person's run that person, a deal's run its contact.

import type { Scope } from '#libs/language/scope.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';

export type Recipient =
  | { readonly kind: 'reachable'; readonly personId: string | null; readonly email: string }
  /** Nobody is written to, and why. */
  | { readonly kind: 'unreachable'; readonly because: string };

const unreachable = (because: string): Recipient => ({ kind: 'unreachable', because });

export function recipientOf(kind: SubjectKind, scope: Scope): Recipient {
  const who = kind === 'person' ? scope.person?.own : scope[kind]?.own['contact'];
  if (typeof who !== 'object' || who === null || Array.isArray(who))
    return unreachable(kind === 'person' ? 'the person is not there any more' : `the ${kind} has no contact`);
  const { email, id, can_email: canEmail } = who as Readonly<Record<string, unknown>>;
  if (typeof email !== 'string' || email === '') return unreachable('no address is known');
  if (canEmail === false) return unreachable(`${email} must not be written to: it is suppressed`);
  return { kind: 'reachable', personId: typeof id === 'string' ? id : null, email };
}
