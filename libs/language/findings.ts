// Where all problems of a workspace are collected, so that every mistake in every file is told at once.

import type { Place, Problem } from './place.js';

export class Findings {
  private readonly found: Problem[] = [];

  error(code: string, message: string, place: Place, hint?: string): void {
    this.add({ code, severity: 'error', message, place, ...(hint === undefined ? {} : { hint }) });
  }

  warning(code: string, message: string, place: Place, hint?: string): void {
    this.add({ code, severity: 'warning', message, place, ...(hint === undefined ? {} : { hint }) });
  }

  add(problem: Problem): void {
    this.found.push(problem);
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
