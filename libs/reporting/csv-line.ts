// One record of a CSV. What a spreadsheet would compute is kept from it by an apostrophe, which reading takes off again.

import { stringifyJson } from '#libs/language/json.js';

export function csvLine(values: readonly unknown[]): string {
  return `${values.map((value) => cell(textOf(value))).join(',')}\n`;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string'
    ? guarded(value)
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : guarded(stringifyJson(value));
}

function guarded(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
