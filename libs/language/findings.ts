// Where all problems of a workspace are collected, so that every mistake in every file is told at once.

import type { Place, Problem } from './place.js';

/** Of one file. Who has mended these sees the others; looking for what each of 20,000 names was meant to be would take minutes. */
export const mostErrors = 100;

export class Findings {
  private readonly found: Problem[] = [];
  private readonly errorsOf = new Map<string, number>();

  error(code: string, message: string, place: Place, hint?: string): void {
    this.add({ code, severity: 'error', message, place, ...(hint === undefined ? {} : { hint }) });
  }

  warning(code: string, message: string, place: Place, hint?: string): void {
    this.add({ code, severity: 'warning', message, place, ...(hint === undefined ? {} : { hint }) });
  }

  add(problem: Problem): void {
    const { code, severity, place } = problem;
    if (severity === 'warning' || code === 'E016') {
      this.found.push(problem);
      return;
    }
    const errors = (this.errorsOf.get(place.file) ?? 0) + 1;
    this.errorsOf.set(place.file, errors);
    if (errors <= mostErrors) this.found.push(problem);
    else if (errors === mostErrors + 1)
      this.found.push({
        code: 'E016',
        severity,
        message: `this file has more than ${mostErrors} mistakes`,
        place: { file: place.file, line: place.line, column: place.column },
        hint: 'mend those that are told; the others are told then',
      });
  }

  /** Nothing more is told of this file: what is only for a message need not be found out. */
  isFull(file: string): boolean {
    return (this.errorsOf.get(file) ?? 0) > mostErrors;
  }

  get hasErrors(): boolean {
    return this.found.some((problem) => problem.severity === 'error');
  }

  /** In the order of the files as they were given, then by line and column; one mistake is told once. */
  inOrderOf(files: readonly { readonly path: string }[]): readonly Problem[] {
    const rank = new Map(files.map((file, index) => [file.path, index]));
    const rankOf = (file: string) => rank.get(file) ?? files.length;
    const told = new Set<string>();
    return this.found
      .filter((problem) => {
        const key = JSON.stringify([problem.code, problem.place, problem.message]);
        return told.has(key) ? false : told.add(key);
      })
      .sort(
        (a, b) =>
          rankOf(a.place.file) - rankOf(b.place.file) ||
          (a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : 0) ||
          a.place.line - b.place.line ||
          a.place.column - b.place.column,
      );
  }
}
