// Ids of people and accounts in a replay. Arms of experiments hash them, so that two replays of one history, and production, must
// call the same subject the same, whatever else each of them has made in between.

import type { NewId, NewSubject } from '#libs/people/new-id.js';

/** Counted on, for everything; where subjects have ids of their own, all else is numbered behind any of them. */
export function simulatedIds(idOfSubject?: (of: NewSubject) => string): NewId {
  let last = idOfSubject === undefined ? 0 : othersFrom;
  return (of) => (of !== undefined && idOfSubject !== undefined ? idOfSubject(of) : String((last += 1)));
}

/** One by one: facts make the same subjects in every replay, in the same order. */
export function numberedSubjects(): (of: NewSubject) => string {
  let last = 0;
  return () => String((last += 1));
}

/** As production has them, by any of their keys; a subject that went up in another there is nobody's twice here. */
export class KnownSubjects {
  private readonly ids = new Map<string, string>();
  private readonly used = new Set<string>();
  private unknown = 0;

  /** @param keys `kind:value` */
  add(kind: NewSubject['kind'], id: string, keys: readonly string[]): void {
    for (const key of keys) this.ids.set(`${kind} ${key}`, id);
  }

  idOf({ kind, keys }: NewSubject): string {
    for (const key of keys) {
      const id = this.ids.get(`${kind} ${key}`);
      if (id === undefined || this.used.has(id)) continue;
      this.used.add(id);
      return id;
    }
    return String(unknownFrom + (this.unknown += 1));
  }
}

/** Behind any id of production. */
const unknownFrom = 5e13;
const othersFrom = 1e14;
