// What a simulation is told beside its workspace and its clock.

import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { NewSubject } from '#libs/people/new-id.js';
import type { Value } from '#libs/language/value.js';

export interface SimulationOptions {
  /** `made` (default): a message that leaves answers at once; `given`: answers are said like every other fact. */
  readonly answers?: 'made' | 'given';
  /** Actions that fail, as a test wants it: `hubspot.upsert_contact`. */
  readonly failing?: readonly string[];
  /** The arm of an experiment that everybody is in; without it the hash decides, as in production. */
  readonly armOf?: WorkingSet['armOf'];
  /** Ids of new people and accounts. Without it they are numbered with everything else, as it comes. */
  readonly idOfSubject?: (of: NewSubject) => string;
  /** What providers answer in a test: name → JSON. One that is not here knows nothing. */
  readonly providers?: Readonly<Record<string, Value>>;
  /** Subjects as they are loaded elsewhere: what is on their list is taken up by `takeUp`. */
  readonly on?: WorkingSet;
}
