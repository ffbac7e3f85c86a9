// The YAML traps of conditions: `a ? b : c`, a leading `!`, `[` or quote. YAML gives them another meaning or none;
// this finds the value that was meant, so that the message can show it quoted and reading can go on.

export interface UnquotedValue {
  readonly start: number;
  readonly end: number;
  /** The value in quotes that need no escape inside, as it should be typed. */
  readonly quoted: string;
  readonly quote: '"' | "'";
}

/** The value of the last key at or before the offset, when it looks like one that wants quotes; else undefined. */
export function findUnquoted(text: string, offset: number): UnquotedValue | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  let lineEnd = text.indexOf('\n', lineStart);
  if (lineEnd < 0) lineEnd = text.length;
  const line = text.slice(lineStart, lineEnd);
  const key = [...line.matchAll(/(^\s*(?:- +)*|[{,]\s*)[\w.$-]+:\s+/g)]
    .filter((match) => lineStart + match.index + match[0].length <= offset)
    .at(-1);
  if (key === undefined) return undefined;
  const start = key.index + key[0].length;
  const isFlow = /[{[]/.test(line.slice(0, start));
  const end = isFlow ? endInFlow(line, start) : endInBlock(line, start);
  const value = line.slice(start, end);
  if (!wantsQuotes(value, isFlow)) return undefined;
  const quote = value.includes("'") ? (value.includes('"') ? undefined : '"') : "'";
  if (quote === undefined || (quote === '"' && value.includes('\\'))) return undefined;
  return { start: lineStart + start, end: lineStart + end, quoted: quote + value + quote, quote };
}

function wantsQuotes(value: string, isFlow: boolean): boolean {
  if (value.length < 2 || /^[|>]/.test(value)) return false;
  if (/^(["'])(?:(?!\1).)*\1$/.test(value)) return false;
  if (/^[!`@%*&]/.test(value)) return true;
  if (/^["']/.test(value)) return /^(["']).*\1\s*\S/.test(value);
  if (value.startsWith('[')) return /\]\s*(?:[=!<>&|+\-*/?]|in\b|\.)/.test(value);
  if (value.startsWith('{')) return false;
  return /\?.*\s:/.test(value) || /:\s/.test(value) || (isFlow && /[[\]{},]/.test(value));
}

function endInBlock(line: string, start: number): number {
  const comment = /\s+#(?![^"']*["'])/.exec(line.slice(start));
  const end = comment === null ? line.length : start + comment.index;
  return start + line.slice(start, end).trimEnd().length;
}

/** To the comma before the next key, or to the bracket that closes the map it stands in. */
function endInFlow(line: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let i = start; i < line.length; i += 1) {
    const character = line[i]!;
    if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) {
      if (depth === 0) return start + line.slice(start, i).trimEnd().length;
      depth -= 1;
    } else if (character === ',' && depth === 0 && /^,\s*[\w.]+:\s/.test(line.slice(i))) return i;
  }
  return start + line.slice(start).trimEnd().length;
}
