// Of all changes those that made what a subject is now: the last one of each field asked about, with all that it did.

import type { Value } from '#libs/language/value.js';
import { causeOf } from './cause-of.js';
import type { WhyQuestion } from './why-tree.js';

/**
 * Pure.
 * @param questions in the order in which they took effect
 * @param now field → its value; null is a value too
 */
export function whatStands(questions: readonly WhyQuestion[], now: Readonly<Record<string, Value>>): readonly WhyQuestion[] {
  const causes = new Set(
    Object.entries(now).flatMap(([field, value]) => {
      const last = questions.findLast((question) => question.field === field && question.to === value && question.from !== value);
      return last === undefined ? [] : [causeOf(last)];
    }),
  );
  return questions.filter((question) => causes.has(causeOf(question)));
}
