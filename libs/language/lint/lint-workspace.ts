// What compiles and is most likely not meant: warnings that only the whole workspace shows. `millrace check` tells them.

import type { Problem } from '../place.js';
import type { Workflow } from '../workflow.js';
import type { Workspace } from '../workspace.js';
import { closedWindows } from './closed-windows.js';
import { childrenOf } from './conditions-of.js';
import { deadBranches } from './dead-branches.js';
import { deadConditions } from './dead-conditions.js';
import { routingGaps } from './routing-gaps.js';
import { unaskedEmails } from './unasked-emails.js';
import { warning } from './warning.js';

/** In no order. Each can be silenced by a comment with a reason (`silence.ts`). */
export function lintWorkspace(workspace: Workspace): readonly Problem[] {
  const said = textsIn([workspace.workflows, workspace.traits, workspace.pipelines]);
  return [
    ...unusedEvents(workspace, said),
    ...unusedEmails(workspace, said),
    ...unreachableStages(workspace),
    ...routingGaps(workspace),
    ...deadConditions(workspace),
    ...deadBranches(workspace),
    ...closedWindows(workspace),
    ...unaskedEmails(workspace),
    ...workflowsThatDoNothing(workspace),
  ];
}

function unusedEvents({ plan }: Workspace, said: ReadonlySet<string>): readonly Problem[] {
  const texts = [...said].filter((text) => text.includes('"'));
  return [...plan.events.values()]
    .filter(({ name, place }) => place.file !== 'built in' && !said.has(name) && !texts.some((text) => text.includes(`"${name}"`)))
    .map(({ name, place }) => warning('E420', `nothing uses the event "${name}"`, 'use it, or remove it from the plan', place));
}

function unusedEmails({ emails }: Workspace, said: ReadonlySet<string>): readonly Problem[] {
  return [...emails.values()]
    .filter(({ name }) => !said.has(name))
    .map(({ name, place }) => warning('E421', `no workflow sends the email "${name}"`, 'send it, or remove its folder', place));
}

function stageOf(config: unknown): unknown {
  return typeof config === 'object' && config !== null && 'stage' in config ? config.stage : undefined;
}

/** The first stage is where a deal begins; every other one needs a fact, quiet, or a workflow. */
function unreachableStages({ pipelines, workflows }: Workspace): readonly Problem[] {
  const asked = new Set([...workflows.values()].flatMap(({ nodes }) => [...nodes.values()].map(({ config }) => stageOf(config))));
  return [...pipelines.values()].flatMap(({ name, stages }) =>
    stages
      .filter(
        (stage) =>
          stage.rank > 0 &&
          stage.when.length === 0 &&
          stage.idle === undefined &&
          !asked.has(stage.name) &&
          !stages.some(({ backTo }) => backTo === stage.name),
      )
      .map((stage) =>
        warning(
          'E422',
          `nothing brings a deal of ${name} to "${stage.name}"`,
          'add when: EVENT, or say why a rep does it by hand',
          stage.place,
        ),
      ),
  );
}

function workflowsThatDoNothing({ workflows }: Workspace): readonly Problem[] {
  return [...workflows.values()]
    .filter(({ nodes }) => [...nodes.values()].every(({ kind }) => idleKinds.has(kind)))
    .map((workflow: Workflow) =>
      warning(
        'E425',
        `the workflow "${workflow.name}" waits and ends, and does nothing`,
        'add a step that acts, or remove it',
        workflow.place,
      ),
    );
}

const idleKinds = new Set(['wait', 'wait_until', 'wait_for', 'if', 'split', 'exit']);

/** Every text that stands anywhere in compiled data: names of events, emails, stages. */
function textsIn(value: unknown, found = new Set<string>(), seen = new Set<object>()): ReadonlySet<string> {
  if (typeof value === 'string') found.add(value);
  if (typeof value !== 'object' || value === null || seen.has(value)) return found;
  seen.add(value);
  for (const child of childrenOf(value)) textsIn(child, found, seen);
  return found;
}
