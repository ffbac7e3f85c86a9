// A step's setting that is written as a map: `{ pipeline: new-business, stage: qualified }`.

import { acceptedKeys, type Keys } from '#libs/language/keys/key.js';
import type { StepReader, Written } from '#libs/language/step-syntax.js';

/**
 * The map under `kind`; undefined, with a problem reported, when it is something else or has a key that is not in the table.
 */
export function readMap(written: Written, kind: string, keys: Keys, example: string, read: StepReader): Written | undefined {
  const map = written.at(kind);
  if (!isMap(map)) {
    read.problem('E203', `"${kind}" is written as a map`, map.place, `as in ${example}`);
    return undefined;
  }
  read.onlyKeys(map, keys, `in "${kind}"`);
  const accepted = acceptedKeys(keys);
  return map.keys().every((key) => accepted.includes(key)) ? map : undefined;
}

export function isMap({ value }: Written): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns false, with a problem reported, when the key is not there or nothing is written behind it */
export function isWritten(map: Written, key: string, example: string, read: StepReader): boolean {
  const isThere = map.keys().includes(key);
  if (isThere && map.at(key).value !== null) return true;
  read.problem('E202', `"${key}" is missing`, isThere ? map.keyPlace(key) : map.place, `add ${example}`);
  return false;
}
