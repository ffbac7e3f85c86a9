// What is decided on, when nothing is stored: everybody that the simulation knows, and nothing that has come of it yet.

import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { NewId } from '#libs/people/new-id.js';
import { emptyPoolSlice } from '#libs/routing/pool-slice.js';
import type { SimulationOptions } from './simulation-options.js';
import type { SubjectsInMemory } from './subjects-in-memory.js';
import type { VersionsInMemory } from './versions-in-memory.js';

export function setInMemory(
  workspace: Workspace,
  versions: VersionsInMemory,
  subjects: SubjectsInMemory,
  { armOf }: Pick<SimulationOptions, 'armOf'>,
  newId: NewId,
): WorkingSet {
  return {
    ...versions.decidingBy(workspace),
    workflowOf: (versionId) => versions.of(versionId),
    people: subjects.people,
    deals: subjects.deals,
    runs: subjects.runs,
    pools: emptyPoolSlice(),
    rosters: new Map(),
    deliveries: [],
    tasks: [],
    changes: [],
    dues: [],
    audienceAsks: [],
    todo: [],
    answers: [],
    touches: [],
    creditWishes: [],
    refusals: [],
    ...(armOf === undefined ? {} : { armOf }),
    newId,
  };
}
