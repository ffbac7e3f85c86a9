// Which of the facts that a run listens for has come.

import type { Match } from './outcome.js';
import type { Run, RunInput } from './run.js';

/** The first that is met by name, and by delivery where it wants the answer of one. */
export function matchOf(run: Run, input: RunInput): Match | null {
  if (input.kind !== 'event') return null;
  return run.listens.find(({ event, delivery }) => event === input.name && (delivery === undefined || delivery === input.delivery)) ?? null;
}
