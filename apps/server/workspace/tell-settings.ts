// Every setting of workspace.yaml: what it is for, what it is set to and in which line; null where it is left out.

import { isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Keys } from '#libs/language/keys/key.js';
import { businessHoursKeys, defaultsKeys, senderKeys, workspaceKeys } from '#libs/language/keys/workspace-keys.js';

export interface ToldSetting {
  /** `sender.email`. */
  readonly key: string;
  readonly about: string;
  /** As it is written. */
  readonly value: string | null;
  readonly line: number | null;
}

const inside: Readonly<Record<string, Keys>> = { business_hours: businessHoursKeys, defaults: defaultsKeys, sender: senderKeys };

/** @param text of a file that compiles */
export function tellSettings(text: string): readonly ToldSetting[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const keys = Object.entries(workspaceKeys).flatMap(([key, { about }]) =>
    key in inside ? Object.entries(inside[key]!).map(([part, one]) => ({ path: [key, part], about: one.about })) : [{ path: [key], about }],
  );
  return keys.map(({ path, about }) => {
    const node: unknown = document.getIn(path, true);
    const key = path.join('.');
    if (!isNode(node) || node.range == null || (isScalar(node) && node.value === null)) return { key, about, value: null, line: null };
    const [from, to] = node.range;
    return { key, about, value: (isScalar(node) ? node.source : undefined) ?? text.slice(from, to).trim(), line: lines.linePos(from).line };
  });
}
