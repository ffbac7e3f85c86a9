// What takes an address off the list before the fact about it is seen: an unsubscribing, a hard bounce, a complaint.

import type { Fact } from '#libs/language/fact.js';
import { foldName } from '#libs/language/fold-name.js';

/** @returns the reason, as it is stored; null: the fact suppresses nothing */
export function suppressionOf({ name, properties }: Fact): string | null {
  switch (foldName(name)) {
    case foldName('email.unsubscribed'):
      return 'unsubscribed';
    case foldName('email.complained'):
      return 'complained';
    case foldName('email.bounced'):
      return properties['hard'] === false ? null : 'bounced';
    default:
      return null;
  }
}
