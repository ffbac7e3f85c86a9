// A text with values in it, `Call ${{ person.name }}`: what stands in the braces is CEL, compiled with the workspace;
// values are put in as they are and never read as a template.

import { Temporal } from 'temporal-polyfill';
import type { Expression } from '#libs/language/expression.js';
import { ExactNumber } from '#libs/language/json.js';
import type { Scope } from '#libs/language/scope.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';
import type { Value } from '#libs/language/value.js';

/** Of JavaScript and Temporal alike (epoch ms), less a day for time zones. */
const farthestTime = 8.64e15 - 86_400_000;

export type FilledText = readonly (string | Expression)[];

/** undefined when a problem was reported. @param what names it there: `"text"` */
export function readFilledText(written: Written, what: string, read: StepReader): FilledText | undefined {
  const text = read.text(written, what);
  if (text === undefined) return undefined;
  const parts: (string | Expression)[] = [];
  let from = 0;
  for (const found of text.matchAll(/\$\{\{(.*?)\}\}/gs)) {
    const source = found[1] ?? '';
    const lead = source.length - source.trimStart().length;
    const expression = read.expression(textAt(source.trim(), written, text, found.index + 3 + lead));
    if (expression === undefined) return undefined;
    parts.push(text.slice(from, found.index), expression);
    from = found.index + found[0].length;
  }
  if (parts.concat(text.slice(from)).some((part) => typeof part === 'string' && part.includes('{{'))) {
    read.problem('E101', `${what} has a "{{" that is not filled in`, written.place, 'write values as ${{ person.name }}');
    return undefined;
  }
  return [...parts, text.slice(from)].filter((part) => part !== '');
}

/** An unknown value shows as a dash. @param timeZone IANA name, for points in time */
export function fillText(parts: FilledText, scope: Scope, timeZone: string): string {
  return parts.map((part) => (typeof part === 'string' ? part : show(part.evaluate(scope), part.type, timeZone))).join('');
}

function show(value: Value | undefined, type: Expression['type'], timeZone: string): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') return value;
  if (type === 'timestamp' && typeof value === 'number') return showTime(value, timeZone);
  if (typeof value === 'number') return value.toLocaleString('en-US');
  if ((value as unknown) instanceof ExactNumber) return (value as unknown as ExactNumber).value;
  const { amount, currency } = value as { readonly amount?: unknown; readonly currency?: unknown };
  return typeof amount === 'number' && typeof currency === 'string' ? showMoney(amount, currency) : JSON.stringify(value);
}

/** What is said to be a time may be beyond any calendar. */
function showTime(value: number, timeZone: string): string {
  if (Math.abs(value) > farthestTime) return '–';
  const at = Temporal.Instant.fromEpochMilliseconds(Math.trunc(value)).toZonedDateTimeISO(timeZone);
  return at.toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');
}

function showMoney(amount: number, currency: string): string {
  if (!/^[a-z]{3}$/i.test(currency)) return `${amount} ${currency}`;
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** A piece of a text as if it were written alone; a mistake in it is shown where it stands when the text is one line. */
function textAt(value: string, whole: Written, text: string, offset: number): Written {
  const isOneLine = !text.includes('\n');
  const place = isOneLine ? { ...whole.place, column: whole.place.column + offset, length: value.length } : whole.place;
  const written: Written = { value, place, at: () => written, keyPlace: () => place, keys: () => [] };
  return written;
}
