// What only the whole workspace shows: two writers of one field, workflows that start each other in a circle.

import type { Findings } from '../findings.js';
import type { ScoreDefinition } from '../trait-definition.js';
import type { Trigger, Workflow } from '../workflow.js';
import type { CompiledWorkflow } from './compile-workflow.js';
import type { Influence } from './influence.js';

export function checkWriters(workflows: readonly CompiledWorkflow[], findings: Findings): void {
  const writers = new Map<string, Workflow>();
  for (const { workflow, writes } of workflows) {
    for (const [field, node] of writes) {
      const other = writers.get(field);
      if (other === undefined) writers.set(field, workflow);
      else if (other !== workflow)
        findings.error(
          'E403',
          `two workflows write ${field}: "${other.name}" and "${workflow.name}"`,
          node.place,
          'let one of them write it, or give each a field of its own',
        );
    }
  }
}

/**
 * A workflow starts those that it names, by setting a trait those that wait for it (or for what is computed from it) to become so, by
 * moving a deal those that wait for its stage, and by a message those that wait for what it answers.
 */
export function checkCircles(workflows: readonly CompiledWorkflow[], influence: Influence, findings: Findings): void {
  const startedBy = startsOf(workflows, influence);
  const done = new Set<CompiledWorkflow>();
  const told = new Set<CompiledWorkflow>();
  const path: CompiledWorkflow[] = [];
  const visit = (at: CompiledWorkflow): void => {
    if (done.has(at)) return;
    const circle = path.indexOf(at);
    if (circle < 0) {
      path.push(at);
      startedBy(at).forEach(visit);
      path.pop();
      done.add(at);
    } else if (!path.slice(circle).some((each) => told.has(each))) {
      const round = [...path.slice(circle), at].map(({ workflow }) => workflow.name);
      path.slice(circle).forEach((each) => told.add(each));
      findings.error(
        'E407',
        `workflows start each other in a circle: ${round.join(' → ')}`,
        at.workflow.place,
        'let one of them start by an event instead',
      );
    }
  };
  workflows.forEach(visit);
}

/** Looked up by what starts them: of thousands of workflows few start each other. */
function startsOf(workflows: readonly CompiledWorkflow[], influence: Influence): (from: CompiledWorkflow) => readonly CompiledWorkflow[] {
  const byName = new Map(workflows.map((each) => [each.workflow.name, each]));
  const byTrigger = new Map<string, CompiledWorkflow[]>();
  for (const each of workflows)
    for (const trigger of each.workflow.when) {
      const name = nameOf(trigger);
      const same = byTrigger.get(name);
      if (same === undefined) byTrigger.set(name, [each]);
      else same.push(each);
    }
  return (from) => {
    const named = [...from.starts].flatMap((name) => byName.get(name) ?? []);
    return [...new Set([...named, ...[...influence(from)].flatMap((change) => byTrigger.get(change) ?? [])])];
  };
}

/** As a cause or a changed field is named; no step causes a time that comes again. */
function nameOf(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'trait':
      return `${trigger.of}.${trigger.trait}`;
    case 'stage':
      return `stage ${trigger.stage}`;
    case 'event':
      return `event ${trigger.event}`;
    case 'every':
      return 'every';
  }
}

export function checkTiers(scores: readonly ScoreDefinition[], findings: Findings): void {
  for (const kind of ['account', 'person'] as const) {
    const [first, ...others] = scores.filter((score) => score.of === kind && score.tiers.length > 0);
    for (const other of others)
      findings.error(
        'E403',
        `two scores give ${kind === 'account' ? 'accounts' : 'people'} a tier: "${first!.name}" and "${other.name}"`,
        other.place,
        'keep the tiers of one of them',
      );
  }
}
