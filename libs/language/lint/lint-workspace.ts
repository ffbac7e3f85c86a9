// What compiles and is most likely not meant: warnings that only the whole workspace shows. `millrace check` tells them.

import type { Place, Problem } from '../place.js';
import type { Workflow } from '../workflow.js';
import type { Workspace } from '../workspace.js';

/** In no order. Each can be silenced by a comment with a reason (`silence.ts`). */
export function lintWorkspace(workspace: Workspace): readonly Problem[] {
  const said = textsIn([workspace.workflows, workspace.traits, workspace.pipelines]);
  return [
    ...unusedEvents(workspace, said),
    ...unusedEmails(workspace, said),
    ...unreachableStages(workspace),
    ...unlistedTiers(workspace),
    ...impossibleChoices(workspace),
    ...workflowsThatDoNothing(workspace),
  ];
}

function unusedEvents({ plan }: Workspace, said: ReadonlySet<string>): readonly Problem[] {
  return [...plan.events.values()]
    .filter(({ name, place }) => place.file !== 'built in' && !said.has(name))
    .map(({ name, place }) => warning('E420', `nothing uses the event "${name}"`, place, 'use it, or remove it from the plan'));
}

function unusedEmails({ emails }: Workspace, said: ReadonlySet<string>): readonly Problem[] {
  return [...emails.values()]
    .filter(({ name }) => !said.has(name))
    .map(({ name, place }) => warning('E421', `no workflow sends the email "${name}"`, place, 'send it, or remove its folder'));
}

/** The first stage is where a deal begins; every other one needs a fact, quiet, or a workflow. */
function unreachableStages({ pipelines, workflows }: Workspace): readonly Problem[] {
  const asked = textsIn([...workflows.values()].flatMap(({ nodes }) => [...nodes.values()].map(({ config }) => config)));
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
          stage.place,
          'add when: EVENT, or say why a rep does it by hand',
        ),
      ),
  );
}

function unlistedTiers({ routings, scores }: Workspace): readonly Problem[] {
  const tiers = [...new Set(scores.filter(({ of }) => of === 'account').flatMap((score) => score.tiers.map(({ tier }) => tier)))];
  return [...routings.values()]
    .filter(({ by }) => by.source.trim() === 'account.tier')
    .flatMap(({ name, to, place, fallback }) =>
      tiers
        .filter((tier) => !to.has(tier))
        .map((tier) =>
          warning(
            'E423',
            `the routing "${name}" has no line for the tier "${tier}"`,
            place,
            `add ${tier}: …; until then all of them go to rep:${fallback}`,
          ),
        ),
    );
}

/** `account.platform == "shopfy"` never holds where the plan says one_of. */
function impossibleChoices(workspace: Workspace): readonly Problem[] {
  return conditionsIn([workspace.workflows, workspace.pipelines, workspace.scores]).flatMap(({ source, place }) =>
    [...source.matchAll(/\b(person|account)\.([A-Za-z_]\w*)\s*(==|!=)\s*(?:"([^"\\]*)"|'([^'\\]*)')/g)].flatMap(
      ([, of, name, operator, double, single]) => {
        const choices = workspace.plan[of as 'person' | 'account'].get(name!)?.oneOf;
        const value = double ?? single ?? '';
        if (choices === undefined || choices.includes(value)) return [];
        const outcome = operator === '==' ? 'never' : 'always';
        return warning('E424', `${of}.${name} is never "${value}": this is ${outcome} so`, place, `it is one of ${choices.join(', ')}`);
      },
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
        workflow.place,
        'add a step that acts, or remove it',
      ),
    );
}

const idleKinds = new Set(['wait', 'wait_until', 'wait_for', 'if', 'split', 'exit']);

function warning(code: string, message: string, place: Place, hint: string): Problem {
  return { code, severity: 'warning', message, place, hint };
}

/** Every text that stands anywhere in compiled data: names of events, emails, stages. */
function textsIn(value: unknown, found = new Set<string>(), seen = new Set<object>()): ReadonlySet<string> {
  if (typeof value === 'string') found.add(value);
  if (typeof value !== 'object' || value === null || seen.has(value)) return found;
  seen.add(value);
  for (const child of childrenOf(value)) textsIn(child, found, seen);
  return found;
}

function conditionsIn(value: unknown, found: { source: string; place: Place }[] = [], seen = new Set<object>()): typeof found {
  if (typeof value !== 'object' || value === null || seen.has(value)) return found;
  seen.add(value);
  if ('source' in value && 'place' in value && 'reads' in value) found.push(value as { source: string; place: Place });
  else for (const child of childrenOf(value)) conditionsIn(child, found, seen);
  return found;
}

function childrenOf(value: object): Iterable<unknown> {
  return value instanceof Map || value instanceof Set || Array.isArray(value) ? value.values() : Object.values(value);
}
