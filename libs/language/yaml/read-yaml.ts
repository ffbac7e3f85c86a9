// One file's text → its YAML with places, or problems a user can act on. Hostile input (bombs, depth, size) ends here.

import { isScalar, parseAllDocuments, type Document, type YAMLError } from 'yaml';
import { Findings } from '../findings.js';
import type { SourceFile } from '../source-file.js';
import { findCutByComma } from './cut-by-comma.js';
import { depthLimit, isHarmless, nestingOf } from './limits.js';
import { TextMap } from './text-map.js';
import { findUnquoted, type UnquotedValue } from './unquoted.js';
import { explainYamlError } from './yaml-error.js';
import { placeOf, WrittenYaml } from './written-yaml.js';

export const sizeLimit = 256 * 1024;
/** Each round reads the whole text again: so many, and fewer of a long one. */
const repairLimit = 25;
const repairedText = 200_000;
const mendedAtOnce = 300;
const longestShown = 400;

/** undefined when the file cannot be read at all; what was wrong is in the findings. */
export function readYaml(file: SourceFile, findings: Findings): WrittenYaml | undefined {
  const map = new TextMap(file.path, file.text.startsWith('\uFEFF') ? file.text.slice(1) : file.text);
  const top = map.place(0, 1);
  if (file.text.length > sizeLimit) {
    findings.error(
      'E001',
      `the file is ${Math.ceil(file.text.length / 1024)} KB; a file may have ${sizeLimit / 1024} KB`,
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

/**
 * The text with quotes around the values that want them (`if: !a`), for whoever writes the file again.
 * @returns undefined when something else is wrong, too
 */
export function withQuotes(text: string): string | undefined {
  if (text.length > sizeLimit || nestingOf(text) > 1_000) return undefined;
  const map = new TextMap('', text);
  const findings = new Findings();
  const document = parseWithRepairs(map, findings);
  const isMended = document !== undefined && findings.inOrderOf([]).every(({ code }) => code === 'E003');
  return isMended ? map.text : undefined;
}

function parseWithRepairs(map: TextMap, findings: Findings): Document | undefined {
  const rounds = Math.min(repairLimit, Math.ceil(repairedText / (map.text.length + 1)));
  for (let round = 0; round < rounds; round += 1) {
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
    const { errors } = document;
    const first = [...errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])[0];
    const unquoted = first === undefined ? findCutByComma(document, map) : findUnquoted(map.text, first.pos[0]);
    if (unquoted !== undefined) {
      const all = [unquoted, ...alsoTags(first, errors, document, map, unquoted)];
      for (const each of all) tell(each, map, findings);
      // From the end, so that what stands before stays where it is.
      for (const { start, end, quote } of all.toReversed()) {
        map.insert(end, quote);
        map.insert(start, quote);
      }
      continue;
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

/** `!x` is a tag wherever it stands, whatever else is wrong: all of them are mended in one round. */
function alsoTags(
  first: YAMLError | undefined,
  errors: readonly YAMLError[],
  document: Document,
  map: TextMap,
  unquoted: UnquotedValue,
): readonly UnquotedValue[] {
  if (first?.code !== 'TAG_RESOLVE_FAILED') return [];
  const tags = [...errors, ...document.warnings].filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const found = new Map(
    tags.flatMap(({ pos }) => {
      const each = findUnquoted(map.text, pos[0]);
      return each === undefined || each.start <= unquoted.start ? [] : [[each.start, each] as const];
    }),
  );
  return [...found.values()].sort((one, other) => one.start - other.start).slice(0, mendedAtOnce);
}

function tell(unquoted: UnquotedValue, map: TextMap, findings: Findings): void {
  findings.error(
    'E003',
    'YAML reads this value as something else',
    map.place(unquoted.start, unquoted.end),
    unquoted.quoted.length > longestShown ? `put ${unquoted.quote} before and behind it` : `quote this: ${unquoted.quoted}`,
  );
}

/**
 * undefined: the parser itself gave up (its recursion is as deep as the text's). Keys that stand twice are found in the walk behind it:
 * the library compares each with each.
 */
function parse(map: TextMap): Document[] | undefined {
  // A text of mistakes only is 170,000 of them, and where in the library each was noticed costs ten times what the mistake does.
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    const documents = parseAllDocuments(map.text, {
      prettyErrors: false,
      uniqueKeys: false,
      stringKeys: true,
      logLevel: 'silent',
      resolveKnownTags: false,
    });
    return Array.isArray(documents) ? documents : [];
  } catch {
    return undefined;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
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
