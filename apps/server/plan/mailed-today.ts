// What runs of a set mail until midnight in the workspace's zone, decided in memory, with what leaves answering at once.

import { Temporal } from 'temporal-polyfill';
import type { StepDefinition } from '#libs/engine/step.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Workspace } from '#libs/language/workspace.js';
import { keyName } from '#libs/people/people-slice.js';
import { Simulation } from '#libs/simulation/simulation.js';
import type { Counted, Tally } from './tally.js';

/** Above every id that is stored, below what a double holds exactly. */
const firstOwnId = 8_000_000_000_000_000;

/** What is begun in memory is numbered behind all that is stored. */
export function ownIds(): () => string {
  let last = firstOwnId;
  return () => String((last += 1));
}

/** By template, in the order of their names. */
export type CountedMails = readonly (Counted & { readonly template: string })[];

export function countedMails(found: Tally): CountedMails {
  return found.sorted().map(([template, told]) => ({ template, ...told }));
}

export interface MailToday {
  readonly template: string;
  readonly to: string;
  readonly runId: string | null;
}

/** @param now epoch ms */
export function mailedToday(
  set: WorkingSet,
  workspace: Workspace,
  steps: ReadonlyMap<string, StepDefinition>,
  now: number,
): readonly MailToday[] {
  // Only they: what time makes of others happens with the old version as well.
  set.dues.length = 0;
  for (const { id, email } of set.people.persons.values())
    if (email !== null) set.people.personKeys.set(keyName({ kind: 'email', value: email }), { kind: 'email', value: email, personId: id });
  const simulation = new Simulation(workspace, steps, now, { on: set });
  simulation.takeUp();
  simulation.advanceTo(endOfDay(now, workspace.timeZone) - 1);
  return simulation
    .performedSoFar()
    .filter(({ action, refused }) => action === 'email.send' && refused === null)
    .map(({ payload, to, runId }) => ({ template: (payload['template'] ?? '') as string, to, runId }));
}

export function endOfDay(now: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).startOfDay().add({ days: 1 }).epochMilliseconds;
}
