// One Handlebars text, as far as it can be judged by itself: that it is one, not deeper or longer than mail can be, and that its
// partials exist. Nothing is rendered here.

import Handlebars from 'handlebars';
import type { Place } from '../place.js';
import type { Reading } from './reading.js';
import { longestMail } from './template-size.js';

export type Partials = ReadonlyMap<string, string>;

/** The parser takes time by the square of it, and walks it by recursion. */
const deepest = 50;
/** Between one {{ and its }}. */
const longestTag = 2_000;

/** @returns its tree; undefined when a problem was reported that hides it */
export function checkTemplate(source: string, place: Place, partials: Partials, read: Reading): hbs.AST.Program | undefined {
  const excess = excessOf(source);
  if (excess !== undefined) {
    read.problem('E508', excess.message, placeAt(excess.at, source, place), 'mail clients cut off far shorter mail: write less');
    return undefined;
  }
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(source);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = Number(/\bline (\d+)/.exec(message)?.[1] ?? /- (\d+):/.exec(message)?.[1] ?? 1);
    const reason = /Expecting (.*), got (.*)$/m.exec(message)?.[2];
    read.problem(
      'E502',
      reason === undefined ? `not Handlebars: ${firstLine(message)}` : `not Handlebars: ${describeToken(reason)}`,
      { ...place, line: place.line + line - 1, column: line === 1 ? place.column : 1 },
      'every {{ needs its }}, every {{#if}} its {{/if}}',
    );
    return undefined;
  }
  visitPartials(program, (name, line, column) => {
    if (partials.has(name) || name === '@partial-block') return;
    const at = {
      ...place,
      line: place.line + line - 1,
      column: line === 1 ? place.column + column : column + 1,
      length: Math.max(1, name.length),
    };
    read.unknown('E504', 'a partial', name, [...partials.keys()], at, `add emails/partials/${name}.hbs`);
  });
  return program;
}

function excessOf(source: string): { readonly message: string; readonly at: number } | undefined {
  if (source.length > longestMail)
    return { message: `a template may have ${longestMail / 1000} KB; this has ${Math.ceil(source.length / 1000)}`, at: 0 };
  let depth = 0;
  for (let at = source.indexOf('{{'); at >= 0; at = source.indexOf('{{', at)) {
    const end = source.indexOf('}}', at);
    const tag = source.slice(at, end < 0 ? at + longestTag + 1 : end);
    if (tag.length > longestTag) return { message: `a {{ … }} of more than ${longestTag} characters`, at };
    if (/^\{\{[{~]*#/.test(tag)) depth += 1;
    else if (/^\{\{[{~]*\//.test(tag)) depth -= 1;
    if (depth > deepest || tag.split('(').length - 1 > deepest) return { message: `this is nested deeper than ${deepest} levels`, at };
    at += tag.length;
  }
  return undefined;
}

function placeAt(offset: number, source: string, place: Place): Place {
  const before = source.slice(0, offset).split('\n');
  const column = before.at(-1)!.length;
  return { ...place, line: place.line + before.length - 1, column: before.length === 1 ? place.column + column : column + 1, length: 2 };
}

function visitPartials(node: unknown, found: (name: string, line: number, column: number) => void): void {
  if (Array.isArray(node)) node.forEach((each) => visitPartials(each, found));
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const statement = node as { type?: string; name?: { original?: string }; loc?: { start: { line: number; column: number } } };
  const isPartial = statement.type === 'PartialStatement' || statement.type === 'PartialBlockStatement';
  if (isPartial && typeof statement.name?.original === 'string' && statement.loc !== undefined)
    found(statement.name.original, statement.loc.start.line, statement.loc.start.column);
  for (const key of ['body', 'program', 'inverse']) visitPartials((node as Record<string, unknown>)[key], found);
}

function describeToken(token: string): string {
  return token.includes('EOF') ? 'a block or {{ is not closed' : `${token.replaceAll("'", '')} is not expected here`;
}

function firstLine(message: string): string {
  return message.split('\n')[0]!.slice(0, 160);
}
