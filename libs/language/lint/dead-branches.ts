// E427: a branch that is never taken, because of what was decided before it: a nested `if` that the outer one excludes, a tier below
// one that takes all of its score, a workflow whose `stop_if` holds whenever its `if` does, a line of a routing for no value.

import type { Condition } from '../expression.js';
import type { Problem } from '../place.js';
import type { StepNode, Workflow } from '../workflow.js';
import type { Workspace } from '../workspace.js';
import { canHold, situation, type Domains } from './can-hold.js';
import { isCondition } from './conditions-of.js';
import { isDead } from './dead-conditions.js';
import { domainOfScore, domainsOf } from './domains-of.js';
import { warning } from './warning.js';

export function deadBranches(workspace: Workspace): readonly Problem[] {
  const domains = domainsOf(workspace);
  return [...tiersNeverReached(workspace, domains([])), ...[...workspace.workflows.values()].flatMap((each) => inWorkflow(each, domains))];
}

function tiersNeverReached({ scores }: Workspace, domains: Domains): readonly Problem[] {
  return scores.flatMap((score) => {
    const of: Domains = (name) => (name === 'score' ? domainOfScore(score) : domains(name));
    const earlier: string[] = [];
    return score.tiers.flatMap(({ tier, if: condition, place }) => {
      if (condition === undefined) return [];
      const isReached = isDead(condition.source, of) || canHold(situation([condition.source], earlier), of);
      earlier.push(condition.source);
      if (isReached) return [];
      const message = `tier "${tier}" is never reached: the tiers before it take all that it would take`;
      return warning('E427', message, 'put the narrower tier first', place);
    });
  });
}

function inWorkflow(workflow: Workflow, domains: (events: readonly string[]) => Domains): readonly Problem[] {
  const { when, if: begins, stopIf, name } = workflow;
  const problems: Problem[] = [];
  const events = when.flatMap((trigger) => (trigger.kind === 'event' ? [trigger.event] : []));
  if (begins !== undefined && !isDead(begins.source, domains(events))) {
    if (
      stopIf !== undefined &&
      !isDead(stopIf.source, domains(events)) &&
      !canHold(situation([begins.source], [stopIf.source]), domains(events))
    )
      problems.push(
        warning('E427', `"${name}" stops whoever it takes in: "stop_if" is met whenever "if" is`, 'let one of them say less', stopIf.place),
      );
    for (const trigger of when) {
      if (trigger.kind !== 'event' || trigger.if === undefined || isDead(trigger.if.source, domains([trigger.event]))) continue;
      if (!canHold(situation([begins.source, trigger.if.source]), domains([trigger.event])))
        problems.push(
          warning('E427', `this trigger takes nobody in: the "if" of "${name}" excludes it`, 'change one of the two', trigger.if.place),
        );
    }
  }
  return [...problems, ...nestedBranches(workflow, domains(events))];
}

/** Only what nothing can have changed since: a step between the two ends what was known. */
function nestedBranches({ nodes }: Workflow, domains: Domains): readonly Problem[] {
  const into = new Map<string, { readonly from: StepNode; readonly port: string }[]>();
  for (const from of nodes.values())
    for (const [port, to] of Object.entries(from.ports)) if (to !== null) into.set(to, [...(into.get(to) ?? []), { from, port }]);
  const before = (node: StepNode): { met: string[]; unmet: string[] } => {
    const [only, ...others] = into.get(node.id) ?? [];
    const condition = only === undefined || others.length > 0 ? undefined : conditionOf(only.from);
    if (only === undefined || condition === undefined) return { met: [], unmet: [] };
    const { met, unmet } = before(only.from);
    return only.port === 'then' ? { met: [...met, condition.source], unmet } : { met, unmet: [...unmet, condition.source] };
  };
  return [...nodes.values()].flatMap((node) => {
    const condition = conditionOf(node);
    if (condition === undefined || isDead(condition.source, domains)) return [];
    const { met, unmet } = before(node);
    if (met.length + unmet.length === 0 || met.length + unmet.length > 10 || !canHold(situation(met, unmet), domains)) return [];
    const hint = 'the step around it has decided that already: remove this one, or correct one of the two';
    if (!canHold(situation([...met, condition.source], unmet), domains))
      return warning('E427', '"then" is never taken here: the "if" around it excludes this one', hint, condition.place);
    if (!canHold(situation(met, [...unmet, condition.source]), domains))
      return warning('E427', '"else" is never taken here: the "if" around it implies this one', hint, condition.place);
    return [];
  });
}

function conditionOf({ kind, config }: StepNode): Condition | undefined {
  const found = kind === 'if' && typeof config === 'object' && config !== null ? Object.values(config).find(isCondition) : undefined;
  return found;
}
