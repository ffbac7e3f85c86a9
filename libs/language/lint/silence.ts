// `# millrace-ignore E420: imported for reports only`: takes away that warning about the line itself or the next one that is no comment.
// Without a reason it is a warning of its own, and so it is when there is nothing to silence. Errors cannot be silenced.

import type { Problem } from '../place.js';
import type { SourceFile } from '../source-file.js';

const written = /#\s*millrace-ignore\s+([A-Z]\d{3})\s*(?::\s*(.*?)\s*)?$/;

interface Silence {
  readonly file: string;
  /** Where it is written, and the line that it speaks of. */
  readonly line: number;
  readonly target: number;
  readonly column: number;
  readonly code: string;
  readonly reason: string;
}

export function silenced(problems: readonly Problem[], files: readonly SourceFile[]): readonly Problem[] {
  const silences = files.flatMap(({ path, text }) => (text.includes('millrace-ignore') ? silencesIn(path, text) : []));
  if (silences.length === 0) return problems;
  const used = new Set<Silence>();
  const left = problems.filter(({ code, severity, place }) => {
    if (severity === 'error') return true;
    const found = silences.find(
      (each) => each.code === code && each.file === place.file && each.target === place.line && each.reason !== '',
    );
    if (found !== undefined) used.add(found);
    return found === undefined;
  });
  return [...left, ...silences.filter((each) => !used.has(each)).map(complaint)];
}

function silencesIn(path: string, text: string): readonly Silence[] {
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index) => {
    const [whole, code, reason = ''] = written.exec(line) ?? [];
    if (whole === undefined) return [];
    let target = index;
    if (/^\s*#/.test(line))
      do target += 1;
      while (target < lines.length - 1 && /^\s*(#|$)/.test(lines[target]!));
    return { file: path, line: index + 1, target: target + 1, column: line.indexOf(whole) + 1, code: code!, reason };
  });
}

function complaint({ file, line, column, code, reason }: Silence): Problem {
  const place = { file, line, column };
  return reason === ''
    ? {
        code: 'E426',
        severity: 'warning',
        message: `${code} is ignored without a reason`,
        place,
        hint: `write # millrace-ignore ${code}: why`,
      }
    : { code: 'E426', severity: 'warning', message: `there is no ${code} here to ignore`, place, hint: 'remove the comment' };
}
