// What a test of a connection found: a harmless question that is answered only when the connection is set up right.

export interface TestAnswer {
  readonly ok: boolean;
  /** In one sentence, without a secret. */
  readonly says: string;
  /** What to do; only where it is not ok. */
  readonly fix?: string;
}

export const good = (says: string): TestAnswer => ({ ok: true, says });
export const bad = (says: string, fix: string): TestAnswer => ({ ok: false, says, fix });
