// A step's setting that is written as a map: `{ pipeline: new-business, stage: qualified }`.

import type { StepReader, Written } from '#libs/language/step-syntax.js';

/** The map under `kind`; undefined, with a problem reported, when it is something else or has a key that is not `allowed`. */
export function readMap(
  written: Written,
  kind: string,
  allowed: readonly string[],
  example: string,
  read: StepReader,
): Written | undefined {
  const map = written.at(kind);
  const { value } = map;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    read.problem('E203', `"${kind}" is written as a map`, map.place, `as in ${example}`);
    return undefined;
  }
  read.onlyKeys(map, allowed);
  return map.keys().every((key) => allowed.includes(key)) ? map : undefined;
}

/** @returns false, with a problem reported, when the key is not there */
export function isWritten(map: Written, key: string, example: string, read: StepReader): boolean {
  if (map.keys().includes(key)) return true;
  read.problem('E202', `"${key}" is missing`, map.place, `add ${example}`);
  return false;
}
