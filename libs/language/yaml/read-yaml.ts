// One file's text → its YAML with places, or problems a user can act on. Hostile input (bombs, depth, size) ends here.

import { isScalar, parseAllDocuments, type Document } from 'yaml';
import type { Findings } from '../findings.js';
import type { SourceFile } from '../source-file.js';
import { findCutByComma } from './cut-by-comma.js';
import { depthLimit, isHarmless, nestingOf } from './limits.js';
import { TextMap } from './text-map.js';
import { findUnquoted } from './unquoted.js';
import { explainYamlError } from './yaml-error.js';
import { placeOf, WrittenYaml } from './written-yaml.js';

export const sizeLimit = 1024 * 1024;
const repairLimit = 25;

/** undefined when the file cannot be read at all; what was wrong is in the findings. */
export function readYaml(file: SourceFile, findings: Findings): WrittenYaml | undefined {
  const map = new TextMap(file.path, file.text.startsWith('\uFEFF') ? file.text.slice(1) : file.text);
  const top = map.place(0, 1);
  if (file.text.length > sizeLimit) {
    findings.error(
      'E001',
      `the file is ${Math.ceil(file.text.length / 1024)} KB; a file may have 1,024 KB`,
      top,
      'split it: one file, one thing',
    );
    return undefined;
  }
  const control = controlCharacterIn(map.text);
  if (control >= 0) {
    findings.error(
      'E002',
      `a control character (${codePoint(map.text[control]!)}) cannot stand in a file`,
      map.place(control, control + 1),
      'save the file as UTF-8 text',
    );
    return undefined;
  }
  if (nestingOf(map.text) > 1_000) {
    findings.error('E007', 'the file is nested too deeply', top, `at most ${depthLimit} levels`);
    return undefined;
  }
  const document = parseWithRepairs(map, findings);
  if (document === undefined) return undefined;
  if (document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    findings.error('E011', 'the file is empty', top, 'delete it, or begin with a key that says what it is, as "workflow: NAME"');
    return undefined;
  }
  if (!isHarmless(document, map, findings)) return undefined;
  return new WrittenYaml(document, map, document.contents, placeOf(document.contents, map) ?? top);
}

function parseWithRepairs(map: TextMap, findings: Findings): Document | undefined {
  for (let round = 0; round < repairLimit; round += 1) {
    const documents = parse(map);
    if (documents === undefined) {
      findings.error('E007', 'the file is nested too deeply', map.place(0, 1), `at most ${depthLimit} levels`);
      return undefined;
    }
    const document = documents[0];
    if (document === undefined) {
      findings.error(
        'E011',
        'the file is empty',
        map.place(0, 1),
        'delete it, or begin with a key that says what it is, as "workflow: NAME"',
      );
      return undefined;
    }
    const errors = document.errors.filter((error) => error.code !== 'DUPLICATE_KEY');
    const first = [...errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])[0];
    const unquoted = first === undefined ? findCutByComma(document, map) : findUnquoted(map.text, first.pos[0]);
    if (unquoted !== undefined) {
      findings.error(
        'E003',
        'YAML reads this value as something else',
        map.place(unquoted.start, unquoted.end),
        `quote this: ${unquoted.quoted}`,
      );
      map.insert(unquoted.end, unquoted.quote);
      map.insert(unquoted.start, unquoted.quote);
      continue;
    }
    for (const error of document.errors.filter((each) => each.code === 'DUPLICATE_KEY')) {
      const key = map.text.slice(error.pos[0]).match(/^[^\s:]+/)?.[0] ?? '';
      findings.error(
        'E004',
        `the key "${key}" is written twice in one map`,
        map.place(error.pos[0], error.pos[0] + key.length),
        'keep one of them',
      );
    }
    const problem = first ?? documents.at(1)?.errors.at(0);
    if (problem !== undefined) {
      const { code, message, hint } = explainYamlError(problem);
      findings.error(code, message, map.place(problem.pos[0], problem.pos[1]), hint);
      return undefined;
    }
    if (documents.length > 1) {
      const start = documents[1]!.range?.[0] ?? 0;
      findings.error(
        'E005',
        'a file holds one document; this one has several',
        map.place(start, start + 3),
        'put what follows "---" into a file of its own',
      );
    }
    return document;
  }
  return undefined;
}

/** undefined: the parser itself gave up (its recursion is as deep as the text's). */
function parse(map: TextMap): Document[] | undefined {
  try {
    const documents = parseAllDocuments(map.text, { prettyErrors: false, stringKeys: true, logLevel: 'silent', resolveKnownTags: false });
    return Array.isArray(documents) ? documents : [];
  } catch {
    return undefined;
  }
}

/** Anything below a space but tab and line ends; -1 when there is none. */
function controlCharacterIn(text: string): number {
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 13) || code === 127) return i;
  }
  return -1;
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
