// A key of a map in a file: the one place that says it exists. The reader refuses every key that has no entry, and the
// JSON Schema that editors read is made of the same entries, so neither can know a key that the other does not.

/** JSON Schema, draft 7. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Key {
  /** What an editor shows beside the key: one or two sentences. */
  readonly about: string;
  /** What stands behind the key; `fragments.ts` has the usual ones. */
  readonly schema: Schema;
  readonly required?: true;
}

export type Keys = Readonly<Record<string, Key>>;

/** Shorthand of an entry: `key('Whom it mails.', text)`. */
export function key(about: string, schema: Schema): Key {
  return { about, schema };
}

export function required(about: string, schema: Schema): Key {
  return { about, schema, required: true };
}

export function acceptedKeys(keys: Keys): readonly string[] {
  return Object.keys(keys);
}
