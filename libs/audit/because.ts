// Why something changed, in one shape for every change: stored with it, shown by `why`.

import type { Trace } from '#libs/language/expression.js';
import type { Place } from '#libs/language/place.js';
import type { Value } from '#libs/language/value.js';

export interface Because {
  /** Who or what did it. */
  readonly by: 'rule' | 'workflow' | 'rep' | 'api' | 'system';
  /** `nina`, the name of a key, of a workflow, of a pipeline. */
  readonly name: string;
  readonly event?: { readonly id: string; readonly name: string; readonly at: number; readonly source: string };
  /** The line of config that said so, with the hash of its version: the workspace's, or that of the workflow a run began with. */
  readonly rule?: { readonly place: Place; readonly version: string };
  readonly run?: { readonly id: string; readonly step: string; readonly workflow: string };
  readonly traces?: readonly Trace[];
  /** Anything else worth reading: lines of a score, reps considered. */
  readonly details?: { readonly [name: string]: Value };
}

/** One row of audit. `from` and `to` are plain values. */
export interface Change {
  readonly subject: { readonly kind: 'person' | 'account' | 'deal' | 'setting'; readonly id: string };
  /** `stage`, `owner`, `amount`, `score.fit`, `tier`, `traits.lifecycle`. */
  readonly field: string;
  readonly from: Value;
  readonly to: Value;
  /** When it took effect (epoch ms, event time where an event did it). */
  readonly at: number;
  readonly because: Because;
}
