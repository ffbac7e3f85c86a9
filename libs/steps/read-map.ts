// A step's setting that is written as a map: `{ pipeline: new-business, stage: qualified }`.

import type { StepReader, Written } from '#libs/language/step-syntax.js';

/**
 * The map under `kind`; undefined, with a problem reported, when it is something else or has a key that is not `allowed`.
 * @param refused keys that the design knows and no step obeys yet, with what to write instead
 */
export function readMap(
  written: Written,
  kind: string,
  allowed: readonly string[],
  example: string,
  read: StepReader,
  refused: Readonly<Record<string, string>> = {},
): Written | undefined {
  const map = written.at(kind);
  if (!isMap(map)) {
    read.problem('E203', `"${kind}" is written as a map`, map.place, `as in ${example}`);
    return undefined;
  }
  const known = map.keys().filter((key) => !Object.hasOwn(refused, key));
  for (const key of map.keys())
    if (Object.hasOwn(refused, key))
      read.problem('E208', `"${key}" has no effect in "${kind}" and is refused`, map.keyPlace(key), refused[key]);
  read.onlyKeys({ ...asWritten(map), keys: () => known }, allowed);
  return map.keys().every((key) => allowed.includes(key)) ? map : undefined;
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

/** Its methods stand on a class, where a spread does not find them. */
function asWritten(map: Written): Written {
  return { value: map.value, place: map.place, at: (key) => map.at(key), keyPlace: (key) => map.keyPlace(key), keys: () => map.keys() };
}
