// Where ids of new rows come from. A replay of a history gives subjects the ids that they have there, by their keys: arms of
// experiments hash them. Whoever counts on does not look at what it is for.

export interface NewSubject {
  readonly kind: 'person' | 'account';
  /** `kind:value`, as the fact named them, the strongest first. */
  readonly keys: readonly string[];
}

export type NewId = (of?: NewSubject) => string;
