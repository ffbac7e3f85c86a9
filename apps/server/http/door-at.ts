// Which source a path belongs to. Nearly all paths are plain and found by one look into a map.

import type { SourceDefinition } from '#libs/connectors/contract.js';

export interface Door {
  readonly source: SourceDefinition;
  /** What stood in the place of `:name`. */
  readonly params: Readonly<Record<string, string>>;
}

/** @returns the door at a path with or without a query; undefined: no source's */
export function doorsAt(sources: readonly SourceDefinition[]): (url: string) => Door | undefined {
  const plain = new Map<string, Door>();
  const patterns: { readonly source: SourceDefinition; readonly pattern: RegExp }[] = [];
  for (const source of sources)
    for (const path of source.paths)
      if (path.includes(':')) patterns.push({ source, pattern: new RegExp(`^${path.replaceAll(/:([a-z_]+)/g, '(?<$1>[^/]{1,500})')}$`) });
      else plain.set(path, { source, params: {} });
  return (url) => {
    const cut = url.indexOf('?');
    const path = cut < 0 ? url : url.slice(0, cut);
    const door = plain.get(path);
    if (door !== undefined) return door;
    for (const { source, pattern } of patterns) {
      const params = pattern.exec(path)?.groups;
      if (params !== undefined) return { source, params };
    }
    return undefined;
  };
}
