// What changed between two versions of a workspace, thing by thing: `+` new, `~` changed, `-` gone, each with its lines.

import { structuredPatch } from 'diff';
import type { SourceFile } from './source-file.js';

export interface ThingChange {
  readonly sign: '+' | '~' | '-';
  /** The first key of the file: `workflow`; `file` for what has none. */
  readonly kind: string;
  /** What stands behind it, else the path. */
  readonly name: string;
  readonly file: string;
  /** Where it stood before, when it moved. */
  readonly from?: string;
  readonly lines: readonly ChangedLine[];
}

export interface ChangedLine {
  readonly sign: '+' | '-';
  /** In the file it stands in: the new one for `+`, the old one for `-`. From 1. */
  readonly line: number;
  readonly text: string;
}

/** In the order of signs (`+ ~ -`), then of paths. Files that are equal but for line ends are equal. */
export function diffFiles(before: readonly SourceFile[], after: readonly SourceFile[]): readonly ThingChange[] {
  const old = new Map(before.map((file) => [idOf(file), file]));
  const changes: ThingChange[] = [];
  for (const file of after) {
    const was = old.get(idOf(file));
    old.delete(idOf(file));
    const lines = changedLines(was?.text ?? '', file.text);
    if (was !== undefined && lines.length === 0 && was.path === file.path) continue;
    const moved = was !== undefined && was.path !== file.path ? { from: was.path } : {};
    changes.push({ sign: was === undefined ? '+' : '~', ...nameOf(file), file: file.path, ...moved, lines });
  }
  for (const file of old.values()) changes.push({ sign: '-', ...nameOf(file), file: file.path, lines: changedLines(file.text, '') });
  return changes.toSorted((one, other) => '+~-'.indexOf(one.sign) - '+~-'.indexOf(other.sign) || (one.file < other.file ? -1 : 1));
}

function changedLines(before: string, after: string): readonly ChangedLine[] {
  const lines: ChangedLine[] = [];
  for (const { oldStart, newStart, lines: hunk } of structuredPatch('', '', unix(before), unix(after), '', '', { context: 0 }).hunks) {
    let oldLine = oldStart;
    let newLine = newStart;
    for (const text of hunk) {
      if (text.startsWith('-')) lines.push({ sign: '-', line: oldLine++, text: text.slice(1) });
      else if (text.startsWith('+')) lines.push({ sign: '+', line: newLine++, text: text.slice(1) });
    }
  }
  return lines;
}

function unix(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}

/** A thing that moved to another path is the same; a test or a template is its path. */
function idOf(file: SourceFile): string {
  const { kind, name } = nameOf(file);
  return kind === 'file' || name === '' ? `file ${file.path}` : `${kind} ${name}`;
}

const named = /^(?:\uFEFF)?(?:[ \t]*(?:#[^\n]*)?\r?\n)*([a-z_]+):[ \t]*([^\r\n#]*)/;

function nameOf({ path, text }: SourceFile): { readonly kind: string; readonly name: string } {
  // Of one kind there are several files for one subject (traits: account), so those are told apart by their path.
  const [, kind, name = ''] = /\.ya?ml$/.test(path) ? (named.exec(text) ?? []) : [];
  if (kind === undefined || kind === 'traits' || kind === 'plan' || kind === 'connections') return { kind: 'file', name: path };
  return { kind, name: name.trim().replace(/^(["'])(.*)\1$/, '$2') };
}
