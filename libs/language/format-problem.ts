// Problems as people, editors and continuous integration want to read them.

import type { Problem } from './place.js';
import { sarifOf } from './sarif.js';
import type { SourceFile } from './source-file.js';

export type ProblemFormat = 'human' | 'json' | 'github' | 'sarif';

const widest = 140;

/**
 * All problems in one text; '' for no problem in the formats for people and GitHub, `[]` in JSON.
 * `folder` is put before each path, so that a terminal or a pull request can open it.
 */
export function formatProblems(
  problems: readonly Problem[],
  files: readonly SourceFile[],
  format: ProblemFormat,
  colour = false,
  folder = 'config',
): string {
  if (format === 'json')
    return JSON.stringify(
      problems.map((problem) => asData(problem, folder)),
      null,
      2,
    );
  if (format === 'sarif')
    return JSON.stringify(
      sarifOf(problems, (file) => pathOf(file, folder)),
      null,
      2,
    );
  if (format === 'github') return problems.map((problem) => asAnnotation(problem, folder)).join('\n');
  if (problems.length === 0) return '';
  const texts = new Map(files.map((file) => [file.path, file.text]));
  const known = new Map<string, readonly string[]>();
  // A file is cut into lines once, however much is wrong with it.
  const linesOf = (path: string) => {
    const lines = known.get(path) ?? linesIn(texts.get(path));
    known.set(path, lines);
    return lines;
  };
  const written = problems.map((problem) => withItsLine(problem, linesOf(problem.place.file), colour, folder));
  return [...written, countOf(problems)].join('\n\n');
}

/** Place, code and message; then the line with a caret below and the hint beside it. */
export function formatProblem(problem: Problem, text: string | undefined, colour = false, folder = 'config'): string {
  return withItsLine(problem, linesIn(text), colour, folder);
}

function linesIn(text: string | undefined): readonly string[] {
  return text?.replace(/^\uFEFF/, '').split(/\r?\n/) ?? [];
}

function withItsLine(problem: Problem, lines: readonly string[], colour: boolean, folder: string): string {
  const { code, severity, message, place, hint } = problem;
  const paint = colour ? painted : plain;
  const head = `${paint.bold(`${pathOf(place.file, folder)}:${place.line}:${place.column}`)}  ${paint[severity](`${severity}[${code}]`)} ${message}`;
  const source = lines[place.line - 1];
  if (source === undefined || source.trim() === '') return hint === undefined ? head : `${head}\n    ${paint.hint(hint)}`;
  const gutter = ` ${place.line} | `;
  const { line, column } = cropped(problem.isSecret === true ? masked(source, place) : source, place.column - 1);
  const before = line.slice(0, column).replace(/[^\t]/g, ' ');
  const carets = '^'.repeat(Math.max(1, Math.min(place.length ?? 1, line.length - column)));
  const caretLine = `${' '.repeat(gutter.length)}${before}${paint[severity](carets)}${hint === undefined ? '' : ` ${paint.hint(hint)}`}`;
  return `${head}\n${paint.faint(gutter)}${line}\n${caretLine}`;
}

/** What was written in clear is not written once more (promise 17). */
function masked(line: string, { column }: Problem['place']): string {
  return `${line.slice(0, column - 1)}••••`;
}

/** A line of 100 KB is shown around its caret. */
function cropped(line: string, column: number): { line: string; column: number } {
  if (line.length <= widest) return { line, column: Math.min(column, line.length) };
  const start = Math.max(0, Math.min(column - widest / 2, line.length - widest));
  const end = Math.min(line.length, start + widest);
  const left = start > 0 ? '…' : '';
  return { line: `${left}${line.slice(start, end)}${end < line.length ? '…' : ''}`, column: column - start + left.length };
}

function asData({ code, severity, message, place, hint }: Problem, folder: string) {
  return {
    code,
    severity,
    message,
    file: pathOf(place.file, folder),
    line: place.line,
    column: place.column,
    length: place.length ?? 1,
    hint: hint ?? null,
  };
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
function asAnnotation({ code, severity, message, place, hint }: Problem, folder: string): string {
  const escaped = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const property = (text: string) => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
  const end = place.column + (place.length ?? 1);
  const where = `file=${property(pathOf(place.file, folder))},line=${place.line},col=${place.column},endColumn=${end},title=${code}`;
  return `::${severity} ${where}::${escaped(hint === undefined ? message : `${message} (${hint})`)}`;
}

function pathOf(file: string, folder: string): string {
  return folder === '' ? file : `${folder.replace(/\/+$/, '')}/${file}`;
}

function countOf(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const warnings = problems.length - errors;
  return [
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

interface Paint {
  bold(text: string): string;
  error(text: string): string;
  warning(text: string): string;
  hint(text: string): string;
  faint(text: string): string;
}

const same = (text: string) => text;
const plain: Paint = { bold: same, error: same, warning: same, hint: same, faint: same };
const ansi = (open: number, close: number) => (text: string) => `\u001B[${open}m${text}\u001B[${close}m`;
const painted: Paint = { bold: ansi(1, 22), error: ansi(31, 39), warning: ansi(33, 39), hint: ansi(36, 39), faint: ansi(2, 22) };
