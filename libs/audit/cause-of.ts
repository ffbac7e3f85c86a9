// When two changes have one cause: the same fact by the same rule, or the same step of a run. They are told together.

import type { WhyQuestion } from './why-tree.js';

/** A key that changes of one cause share, and no others. Without a fact and a run, what one author did in one instant. */
export function causeOf({ subject, at, because: { by, name, event, rule, run } }: WhyQuestion): string {
  const place = rule === undefined ? null : [rule.place.file, rule.place.line, rule.version];
  return JSON.stringify([subject.kind, subject.id, by, name, event?.id, place, run?.id, run?.step, event === undefined ? at : null]);
}
