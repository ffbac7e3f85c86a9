// What `millrace explain CODE` says about one code.

export interface Explanation {
  readonly title: string;
  /** Why it is a mistake, in one to three sentences. */
  readonly about: string;
  readonly wrong: string;
  readonly right: string;
}

export type Explanations = Readonly<Record<string, Explanation>>;
