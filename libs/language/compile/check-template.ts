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
/** Parsing and rendering take their time by each of them. */
const mostTags = 2_000;
/** A line of a letter's head: RFC 5322 allows 998 characters. */
export const longestLine = 998;

/** @returns its tree; undefined when a problem was reported that hides it */
export function checkTemplate(
  source: string,
  place: Place,
  partials: Partials,
  read: Reading,
  longest = longestMail,
): hbs.AST.Program | undefined {
  const excess = excessOf(source, longest);
  if (excess !== undefined) {
    const hint = longest === longestMail ? 'mail clients cut off far shorter mail: write less' : 'write less';
    read.problem('E508', excess.message, placeAt(excess.at, source, place), hint);
    return undefined;
  }
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(source);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const reason = /Expecting (.*), got (.*)$/m.exec(message)?.[2];
    const open = reason?.includes('EOF') === true ? lastOpen(source) : undefined;
    const at = open ?? unexpected(message, source);
    read.problem(
      'E502',
      open === undefined
        ? `not Handlebars: ${reason === undefined ? firstLine(message) : describeToken(reason, at.text)}`
        : `not Handlebars: ${open.text} is not closed`,
      { ...placeAt(at.at, source, place), length: Math.max(1, at.text.length) },
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

function excessOf(source: string, longest: number): { readonly message: string; readonly at: number } | undefined {
  if (longest < longestMail && source.length > longest)
    return { message: `a line of this kind may have ${longest} characters; this has ${source.length}`, at: 0 };
  if (source.length > longest)
    return { message: `a template may have ${longest / 1000} KB; this has ${Math.ceil(source.length / 1000)}`, at: 0 };
  let depth = 0;
  let tags = 0;
  for (let at = source.indexOf('{{'); at >= 0; at = source.indexOf('{{', at)) {
    const end = source.indexOf('}}', at);
    const tag = source.slice(at, end < 0 ? at + longestTag + 1 : end);
    tags += 1;
    if (tags > mostTags) return { message: `a template may have ${mostTags.toLocaleString('en')} {{ … }}`, at };
    if (tag.length > longestTag) return { message: `a {{ … }} of more than ${longestTag} characters`, at };
    if (/^\{\{[{~]*#/.test(tag)) depth += 1;
    else if (/^\{\{[{~]*\//.test(tag)) depth -= 1;
    if (depth > deepest || tag.split('(').length - 1 > deepest) return { message: `this is nested deeper than ${deepest} levels`, at };
    at += tag.length;
  }
  return undefined;
}

/** The innermost block or {{ that the text ends in. */
function lastOpen(source: string): { readonly at: number; readonly text: string } | undefined {
  const open: { readonly at: number; readonly text: string }[] = [];
  for (const { index, 0: text, 1: kind } of source.matchAll(/\{\{\{?(?:!--[^]*?--|~?([#^/]?)[^}]*)(?:\}\}|$)/g)) {
    if (!text.endsWith('}}')) return { at: index, text: text.split('\n')[0]! };
    if (kind === '#' || (kind === '^' && text.length > 5)) open.push({ at: index, text: text.split('\n')[0]! });
    else if (kind === '/') open.pop();
  }
  return open.at(-1);
}

/** Where the parser stopped: it names the line, and shows up to 20 characters before what it did not expect. */
function unexpected(message: string, source: string): { readonly at: number; readonly text: string } {
  const [, line = '1', column] = /(?:\bline |- )(\d+)(?::(\d+))?/.exec(message) ?? [];
  const lines = source.split('\n');
  const start = lines.slice(0, Number(line) - 1).reduce((sum, each) => sum + each.length + 1, 0);
  const written = lines[Number(line) - 1] ?? '';
  const [, shown = '', arrow = ''] = message.split('\n');
  const before = shown.slice(0, Math.max(0, arrow.indexOf('^'))).replace(/^\.\.\./, '');
  const known = [before, before.slice(-6), before.slice(-2)].find((text) => text !== '' && written.includes(text));
  const inLine = column !== undefined ? Number(column) : known === undefined ? 0 : written.indexOf(known) + known.length;
  return { at: start + inLine, text: /^(?:\{\{[^}]*\}\}|\S+)?/.exec(written.slice(inLine))?.[0] ?? '' };
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

/** @param token as the grammar calls it @param text what stands there */
function describeToken(token: string, text: string): string {
  if (token.includes('EOF')) return 'a block or {{ is not closed';
  if (token.includes('INVALID')) return 'a {{ is not closed, or holds what no name can have';
  return `${text === '' ? token.replaceAll("'", '') : text} is not expected here`;
}

function firstLine(message: string): string {
  const [, opened, closed] = /^(.*) doesn't match (.*) - \d+:\d+/.exec(message) ?? [];
  if (opened !== undefined) return `{{#${opened}}} is closed by {{/${closed}}}`;
  return message.split('\n')[0]!.slice(0, 160);
}
