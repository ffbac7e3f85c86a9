// "did you mean …?": the nearest of the names that exist, or none when nothing is near enough to be meant.

import { foldName } from './fold-name.js';

/** @returns the candidate with the fewest edits (insert, delete, replace, swap of neighbours); undefined when more than a third would change */
export function suggest(name: string, candidates: Iterable<string>): string | undefined {
  if (name === '' || name.length > 100) return undefined;
  const folded = foldName(name);
  let nearest: string | undefined;
  let fewest = Math.max(1, Math.floor(folded.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate === name || candidate.length > 100) continue;
    const edits = countEdits(folded, foldName(candidate), fewest);
    if (edits >= fewest) continue;
    fewest = edits;
    nearest = candidate;
  }
  return nearest;
}

/** Damerau's distance (optimal string alignment); anything from `limit` on is `limit`. */
function countEdits(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      let edits = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1));
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) edits = Math.min(edits, beforeLast[column - 2]! + 1);
      current.push(edits);
      least = Math.min(least, edits);
    }
    if (least >= limit) return limit;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[b.length]!, limit);
}
