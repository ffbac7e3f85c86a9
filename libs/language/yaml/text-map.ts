// Offsets of a text to line and column, also when quotes were put in to go on after a mistake:
// places always name what the user wrote.

import type { Place } from '../place.js';

export class TextMap {
  private readonly lines: number[] = [0];
  /** Offsets, in the present text, of characters that the user did not write. */
  private readonly inserted: number[] = [];
  text: string;

  constructor(
    readonly file: string,
    readonly original: string,
  ) {
    this.text = original;
    for (let at = original.indexOf('\n'); at >= 0; at = original.indexOf('\n', at + 1)) this.lines.push(at + 1);
  }

  insert(offset: number, character: string): void {
    this.text = this.text.slice(0, offset) + character + this.text.slice(offset);
    for (let i = 0; i < this.inserted.length; i += 1) if (this.inserted[i]! >= offset) this.inserted[i]! += 1;
    this.inserted.push(offset);
  }

  /** The place of a range of the present text; what runs over several lines is marked to the end of its first. */
  place(start: number, end: number): Place {
    const from = this.originalOffset(start);
    const line = this.lineOf(from);
    const lineStart = this.lines[line]!;
    const nextLine = this.lines[line + 1];
    let lineEnd = nextLine === undefined ? this.original.length : nextLine - 1;
    if (this.original[lineEnd - 1] === '\r') lineEnd -= 1;
    const to = Math.min(this.originalOffset(end), lineEnd);
    return { file: this.file, line: line + 1, column: from - lineStart + 1, length: Math.max(1, to - from) };
  }

  private originalOffset(offset: number): number {
    let before = 0;
    for (const at of this.inserted) if (at < offset) before += 1;
    return Math.min(this.original.length, offset - before);
  }

  private lineOf(offset: number): number {
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lines[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
