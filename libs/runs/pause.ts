// A workflow that stands still, and how that is said.

export interface Pause {
  /** Epoch ms. */
  readonly since: number;
  readonly by: string;
  readonly reason: string;
}

/** Workflow → its pause. */
export type Paused = ReadonlyMap<string, Pause>;

export const nonePaused: Paused = new Map();
