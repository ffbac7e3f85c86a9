// A node as it is written. The parser drops parentheses, so that the range of `(a || b) && c` begins behind the first one:
// the range is widened until its parentheses are paired.

import type { Range } from './compiled.js';

const strings = /"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g;

export function sourceOf(text: string, range: Range): string {
  let { start, end } = range;
  const slice = text.slice(start, end).replace(strings, (quoted) => ' '.repeat(quoted.length));
  let open = 0;
  let missingLeft = 0;
  for (const character of slice) {
    if (character === '(') open += 1;
    else if (character === ')' && open > 0) open -= 1;
    else if (character === ')') missingLeft += 1;
  }
  for (; missingLeft > 0 && start > 0 && /[\s(]/.test(text[start - 1]!); start -= 1) if (text[start - 1] === '(') missingLeft -= 1;
  for (; open > 0 && end < text.length && /[\s)]/.test(text[end]!); end += 1) if (text[end] === ')') open -= 1;
  return text.slice(start, end).trim();
}
