// Sorts the files of a workspace by what their first key says they are.

import type { Findings } from '../findings.js';
import type { Place } from '../place.js';
import type { SourceFile } from '../source-file.js';
import { suggest } from '../suggest.js';
import { readYaml } from '../yaml/read-yaml.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';

export const documentKinds = [
  'workspace',
  'event',
  'plan',
  'list',
  'traits',
  'score',
  'audience',
  'team',
  'routing',
  'pipeline',
  'workflow',
  'email',
  'report',
  'connections',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

export interface ConfigDocument {
  readonly kind: DocumentKind;
  readonly file: SourceFile;
  readonly root: WrittenYaml;
}

export function readDocuments(files: readonly SourceFile[], findings: Findings): readonly ConfigDocument[] {
  const documents: ConfigDocument[] = [];
  const seen = new Map<string, string>();
  for (const file of files) {
    const top: Place = { file: file.path, line: 1, column: 1 };
    const earlier = seen.get(file.path.toLowerCase());
    if (earlier === undefined) seen.set(file.path.toLowerCase(), file.path);
    if (!isPathInside(file.path))
      findings.error(
        'E012',
        `${JSON.stringify(file.path.slice(0, 100))} is no path below the workspace folder`,
        top,
        'use folders and names without "..", "\\" and a leading "/"',
      );
    else if (earlier === file.path) findings.error('E401', 'this file is given twice', top, 'give it once');
    else if (earlier !== undefined)
      findings.error('E401', `${earlier} differs from it only in case: on many machines they are one file`, top, 'choose another name');
    else if (/\.ya?ml$/i.test(file.path) && !isTestFile(file)) {
      const root = readYaml(file, findings);
      const kind = root === undefined ? undefined : kindOf(root, findings);
      if (root !== undefined && kind !== undefined) documents.push({ kind, file, root });
    }
  }
  return documents;
}

/** A workspace's tests lie beside its files and are read by `parseTestFile`. */
export function isTestFile(file: SourceFile): boolean {
  return /\.test\.ya?ml$/i.test(file.path) || (/\.ya?ml$/i.test(file.path) && /^test:(?:\s|$)/.test(firstWords(file.text)));
}

/** What stands first behind empty lines and comments. Step by step: a pattern for it would go back and forth through a file of empty lines. */
function firstWords(text: string): string {
  for (let at = text.startsWith('\uFEFF') ? 1 : 0; at < Math.min(text.length, 10_000);) {
    const lineEnd = text.indexOf('\n', at);
    const line = text.slice(at, lineEnd < 0 ? text.length : lineEnd);
    if (/^\s*[^\s#]/.test(line)) return line;
    if (lineEnd < 0) break;
    at = lineEnd + 1;
  }
  return '';
}

function kindOf(root: WrittenYaml, findings: Findings): DocumentKind | undefined {
  const first = root.keys()[0];
  if (first === undefined) {
    findings.error(
      'E010',
      'a file of a workspace is a map',
      root.place,
      `its first key says what it is: ${documentKinds.join(', ')} or test`,
    );
    return undefined;
  }
  const kind = documentKinds.find((each) => each === first);
  if (kind !== undefined) return kind;
  const later = documentKinds.find((each) => root.has(each));
  const meant = later ?? suggest(first, documentKinds);
  const hint =
    later !== undefined
      ? `put "${later}:" first`
      : meant === undefined
        ? `the first key is one of ${documentKinds.join(', ')} or test`
        : `did you mean "${meant}"?`;
  findings.error('E010', `no kind of file begins with "${first}"`, root.keyPlace(first), hint);
  return undefined;
}

function isPathInside(path: string): boolean {
  return (
    path !== '' &&
    !path.startsWith('/') &&
    !path.includes('\\') &&
    !path.includes('\0') &&
    path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}
