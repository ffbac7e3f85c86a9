// An email: email.yaml with the words beside it, and the partials all of them share. Templates are only parsed here.

import { emailKeys } from '../keys/email-keys.js';
import type { SourceFile } from '../source-file.js';
import type { EmailDefinition } from '../email-definition.js';
import type { ConfigDocument } from './documents.js';
import { checkTemplate, longestLine, type Partials } from './check-template.js';
import type { Reading } from './reading.js';
import { longestMail, type Measure, measurePartials } from './template-size.js';

export interface WrittenPartials {
  readonly partials: Partials;
  readonly measure: Measure;
}

export function readPartials(files: readonly SourceFile[], read: Reading): WrittenPartials {
  const partials = new Map<string, string>();
  const found = files
    .map((file) => ({ file, name: /^emails\/partials\/([^/]+)\.hbs$/.exec(file.path)?.[1] }))
    .filter(({ name }) => name !== undefined);
  for (const { file, name } of found) partials.set(name!, file.text);
  const programs = found.map(({ file, name }) => {
    const place = { file: file.path, line: 1, column: 1 };
    return { name: name!, place, program: checkTemplate(file.text, place, partials, read) };
  });
  return { partials, measure: measurePartials(programs, read) };
}

export function compileEmail(
  document: ConfigDocument,
  files: ReadonlyMap<string, SourceFile>,
  { partials, measure }: WrittenPartials,
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
  if (subject !== undefined) checkTemplate(subject, root.at('subject').contentPlace, partials, read, longestLine);
  if (preheader !== undefined) checkTemplate(preheader, root.at('preheader').contentPlace, partials, read, longestLine);
  for (const part of [body, text]) {
    const start = { file: part?.path ?? '', line: 1, column: 1 };
    const program = part === undefined ? undefined : checkTemplate(part.text, start, partials, read);
    if (program !== undefined && measure(program, part === body ? layout : undefined) > longestMail)
      read.problem('E508', `this comes to more than ${longestMail / 1000} KB with all that it includes`, start, 'include less, write less');
  }
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
    subjectPlace: root.at('subject').contentPlace,
    ...(preheader === undefined ? {} : { preheaderPlace: root.at('preheader').contentPlace }),
  };
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
