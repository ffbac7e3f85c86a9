// Which steps and branches of the workflows the tests have gone through, and which they have not, with their lines.

import type { RunStep } from '#libs/engine/run.js';
import type { Place } from '#libs/language/place.js';
import type { StepNode, Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';

/** A place in a workflow that no test has come to. */
export interface Uncovered {
  /** `2-email`, or `1-if → else` for a branch. */
  readonly id: string;
  readonly place: Place;
}

export interface WorkflowCoverage {
  readonly workflow: string;
  readonly steps: Covered;
  readonly branches: Covered;
  readonly uncovered: readonly Uncovered[];
}

export interface Covered {
  readonly covered: number;
  readonly of: number;
}

export interface CoverageReport {
  readonly workflows: readonly WorkflowCoverage[];
  readonly steps: Covered;
  readonly branches: Covered;
}

export class Coverage {
  /** `workflow\nstep`, and `workflow\nstep\nport`. */
  private readonly seen = new Set<string>();

  /** @param workflow of the run whose decision it is */
  note(workflow: string, { step, outcome }: Pick<RunStep, 'step' | 'outcome'>): void {
    const name = `${workflow}\n${step}`;
    this.seen.add(name);
    if (outcome['kind'] === 'go' && typeof outcome['port'] === 'string') this.seen.add(`${name}\n${outcome['port']}`);
  }

  report({ workflows }: Workspace): CoverageReport {
    const each = [...workflows.values()].sort((one, other) => (one.name < other.name ? -1 : 1)).map((workflow) => this.of(workflow));
    return { workflows: each, steps: sum(each.map(({ steps }) => steps)), branches: sum(each.map(({ branches }) => branches)) };
  }

  private of({ name, nodes }: Workflow): WorkflowCoverage {
    const uncovered: Uncovered[] = [];
    const counts = { steps: 0, coveredSteps: 0, branches: 0, coveredBranches: 0 };
    for (const node of inOrder(nodes)) {
      counts.steps += 1;
      const isCovered = this.seen.has(`${name}\n${node.id}`);
      if (isCovered) counts.coveredSteps += 1;
      else uncovered.push({ id: node.id, place: node.place });
      for (const ports of branchesOf(node)) {
        counts.branches += 1;
        if (ports.some((port) => this.seen.has(`${name}\n${node.id}\n${port}`))) counts.coveredBranches += 1;
        else if (isCovered) uncovered.push({ id: `${node.id} → ${ports.join(', ')}`, place: node.place });
      }
    }
    return {
      workflow: name,
      steps: { covered: counts.coveredSteps, of: counts.steps },
      branches: { covered: counts.coveredBranches, of: counts.branches },
      uncovered,
    };
  }
}

/** Of everything; without anything to cover all of it is covered. */
export function percentOf({ covered, of }: Covered): number {
  return of === 0 ? 100 : Math.floor((1000 * covered) / of) / 10;
}

/** Ports that lead to one place are one branch; a step with one way on has none. */
function branchesOf({ ports }: StepNode): readonly (readonly string[])[] {
  const byTarget = new Map<string | null, string[]>();
  for (const [port, target] of Object.entries(ports)) {
    const there = byTarget.get(target);
    if (there === undefined) byTarget.set(target, [port]);
    else there.push(port);
  }
  return byTarget.size < 2 ? [] : [...byTarget.values()];
}

function inOrder(nodes: ReadonlyMap<string, StepNode>): readonly StepNode[] {
  return [...nodes.values()].sort((one, other) => one.place.line - other.place.line || one.place.column - other.place.column);
}

function sum(parts: readonly Covered[]): Covered {
  return { covered: parts.reduce((total, { covered }) => total + covered, 0), of: parts.reduce((total, { of }) => total + of, 0) };
}
