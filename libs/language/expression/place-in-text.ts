// A range of an expression's text as a place in its file: the caret stands under the very word.

import type { Place } from '../place.js';
import type { Range } from './compiled.js';

/** @param place where the text begins. In a text of several lines each is taken to begin in the column of the first, as in a YAML block. */
export function placeInText(place: Place, text: string, { start, end }: Range): Place {
  const from = Math.max(0, Math.min(start, text.length));
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const nextLine = text.indexOf('\n', from);
  const to = Math.min(end, nextLine < 0 ? text.length : nextLine);
  let line = place.line;
  for (let at = text.indexOf('\n'); at >= 0 && at < from; at = text.indexOf('\n', at + 1)) line += 1;
  return { file: place.file, line, column: place.column + from - lineStart, length: Math.max(1, to - from) };
}
