// What publishing a version does to the runs of a simulation: as production's, in the moment in which it is applied.

import type { WorkingSet } from '#libs/ingest/working-set.js';
import { putRun } from '#libs/runs/run-slice.js';
import { movedByPublish } from '#libs/runs/who-moves.js';
import type { SubjectsInMemory } from './subjects-in-memory.js';

/** @param set that decides by the new version already @param now epoch ms */
export function publishInMemory(set: WorkingSet, subjects: SubjectsInMemory, now: number): void {
  if (![...set.workspace.workflows.values()].some(({ onPublish }) => onPublish === 'migrate')) return;
  for (const { run, step } of [...subjects.allRuns()].flatMap(([, run]) => movedByPublish(run, set, 'publish:simulation', now) ?? [])) {
    // Loaded first, as by whoever changes it.
    set.runs.runs.get(run.id);
    putRun(set.runs, run);
    set.runs.steps.push(step);
  }
}
