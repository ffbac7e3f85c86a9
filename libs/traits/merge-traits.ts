// Two subjects turn out to be one: their traits become what one subject would have had from the start.

import { mergeComputed } from './computed-memory.js';
import { type OwnMember, sayOwn } from './own-members.js';
import { mergeSaid, type TraitSubject } from './said-traits.js';

/** Changes `kept` in place. Formulas and scores are taken again by `absorbTraits`, which is told what stood before. */
export function mergeTraits(kept: TraitSubject, gone: TraitSubject): void {
  mergeSaid(kept, gone);
  mergeComputed(kept, gone);
  for (const [member, [at, value]] of Object.entries(gone.memory.own ?? {})) sayOwn(kept, member as OwnMember, value, at);
}
