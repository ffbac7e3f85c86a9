// What each code means, with a mistake and its fix: `millrace explain E104`.

import type { Explanation } from './explain/explanation.js';
import { expressionCodes } from './explain/expression-codes.js';
import { fileCodes } from './explain/file-codes.js';
import { lintCodes } from './explain/lint-codes.js';
import { referenceCodes } from './explain/reference-codes.js';
import { valueCodes } from './explain/value-codes.js';
import { wholeCodes } from './explain/whole-codes.js';

export const explanations: Readonly<Record<string, Explanation>> = {
  ...fileCodes,
  ...expressionCodes,
  ...valueCodes,
  ...referenceCodes,
  ...wholeCodes,
  ...lintCodes,
};

/** undefined for a code that does not exist. */
export function explain(code: string): string | undefined {
  if (!Object.hasOwn(explanations, code)) return undefined;
  const { title, about, wrong, right } = explanations[code]!;
  return `${code}: ${title}\n\n${about}\n\nInstead of\n${indented(wrong)}\nwrite\n${indented(right)}`;
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
