// An email: email.yaml with the words beside it, and the partials all of them share. Templates are only parsed here.

import { emailKeys } from '../keys/email-keys.js';
import Handlebars from 'handlebars';
import type { Place } from '../place.js';
import type { SourceFile } from '../source-file.js';
import type { EmailDefinition } from '../email-definition.js';
import type { ConfigDocument } from './documents.js';
import type { Reading } from './reading.js';

export type Partials = ReadonlyMap<string, string>;

export function readPartials(files: readonly SourceFile[], read: Reading): Partials {
  const partials = new Map<string, string>();
  const found = files
    .map((file) => ({ file, name: /^emails\/partials\/([^/]+)\.hbs$/.exec(file.path)?.[1] }))
    .filter(({ name }) => name !== undefined);
  for (const { file, name } of found) partials.set(name!, file.text);
  for (const { file } of found) checkTemplate(file.text, { file: file.path, line: 1, column: 1 }, partials, read);
  return partials;
}

export function compileEmail(
  document: ConfigDocument,
  files: ReadonlyMap<string, SourceFile>,
  partials: Partials,
  read: Reading,
): EmailDefinition | undefined {
  const { root, file } = document;
  read.onlyKeys(root, emailKeys);
  const name = read.name(root.at('email'), 'an email');
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
  if (name === undefined) return undefined;
  const { place } = root.at('email');
  if (folder !== `emails/${name}/`) {
    read.problem(
      'E505',
      `the email "${name}" stands in ${folder === '' ? 'the top folder' : folder}`,
      place,
      `move it to emails/${name}/email.yaml`,
    );
    return undefined;
  }
  const subjectWritten = read.required(root, 'subject', 'subject: …');
  const subject = subjectWritten && read.text(subjectWritten, 'the subject');
  const kindWritten = read.required(root, 'kind', 'kind: marketing or kind: transactional');
  const kind = kindWritten && read.oneOf(kindWritten, '"kind"', ['marketing', 'transactional']);
  const preheader = root.has('preheader') ? read.text(root.at('preheader'), 'the preheader') : undefined;
  const layout = root.has('layout') ? read.known(root.at('layout'), 'E504', 'a partial', partials.keys()) : 'layout';
  if (!root.has('layout') && !partials.has('layout'))
    read.problem(
      'E504',
      'there is no partial "layout" for this email',
      place,
      'add emails/partials/layout.hbs, or name another with layout:',
    );
  const body = files.get(`${folder}body.hbs`);
  if (body === undefined) {
    const isMjml = files.has(`${folder}body.mjml`);
    read.problem('E501', isMjml ? 'body.mjml is not read' : `the words of the email "${name}" are missing`, place, `add ${folder}body.hbs`);
  }
  const text = files.get(`${folder}text.hbs`);
  if (subject !== undefined) checkTemplate(subject, root.at('subject').contentPlace, partials, read);
  if (preheader !== undefined) checkTemplate(preheader, root.at('preheader').contentPlace, partials, read);
  for (const part of [body, text])
    if (part !== undefined) checkTemplate(part.text, { file: part.path, line: 1, column: 1 }, partials, read);
  const sample = readSample(files.get(`${folder}sample.json`), read);
  if (subject === undefined || kind === undefined || layout === undefined || body === undefined) return undefined;
  return {
    name,
    subject,
    ...(preheader === undefined ? {} : { preheader }),
    kind,
    html: body.text,
    ...(text === undefined ? {} : { text: text.text }),
    layout,
    sample,
    place,
  };
}

function checkTemplate(source: string, place: Place, partials: Partials, read: Reading): void {
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
    return;
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

function readSample(file: SourceFile | undefined, read: Reading): Readonly<Record<string, unknown>> {
  if (file === undefined) return {};
  try {
    const sample: unknown = JSON.parse(file.text.replace(/^\uFEFF/, ''));
    if (typeof sample === 'object' && sample !== null && !Array.isArray(sample)) return sample as Record<string, unknown>;
    read.problem('E503', 'sample.json is one object', { file: file.path, line: 1, column: 1 }, 'as in { "person": { "name": "Ana" } }');
  } catch (error) {
    const offset = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
    const before = file.text.slice(0, offset).split('\n');
    read.problem(
      'E503',
      'sample.json is not JSON',
      { file: file.path, line: before.length, column: before.at(-1)!.length + 1 },
      'check quotes and commas here',
    );
  }
  return {};
}
