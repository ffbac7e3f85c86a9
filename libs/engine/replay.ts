// Takes a journal's decisions again from the facts it noted: the same version must decide the same (promise 10).

import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { Value } from '#libs/language/value.js';
import { advance } from './advance.js';
import { personNoted } from './brought-facts.js';
import { byHand } from './by-hand.js';
import type { Pick } from './outcome.js';
import { scopeOfFacts } from './record-facts.js';
import type { Run, RunStep, RunTrigger } from './run.js';
import type { ChosenPeople, StepDefinition } from './step.js';

export interface ReplayedStep {
  readonly seq: number;
  readonly step: string;
  readonly isSame: boolean;
  readonly recorded: RunStep['outcome'];
  /** Null: this time there was nothing to decide. */
  readonly replayed: RunStep['outcome'] | null;
}

/** A version of the workflow, with the workspace that it came with. */
export interface Version {
  readonly workflow: Workflow;
  readonly workspace: Workspace;
}

export interface ReplayContext {
  readonly workspace: Workspace;
  readonly steps: ReadonlyMap<string, StepDefinition>;
  /** The versions that it was moved to; undefined: there is no such version. */
  versions?(versionId: string): Version | undefined;
}

/**
 * Stops at the first decision that differs: what follows would only differ because of it.
 * @param run as it began (see asItBegan)
 * @param journal all its lines, in the order of `seq`
 */
export function replay(
  workflow: Workflow,
  run: Run,
  journal: readonly RunStep[],
  { steps, workspace, versions }: ReplayContext,
): readonly ReplayedStep[] {
  const replayed: ReplayedStep[] = [];
  let current = run;
  let by: Version | undefined = { workflow, workspace };
  for (const line of journal) {
    const { facts, at, input } = line;
    if (input.kind === 'retry' || input.kind === 'migrate') {
      const { run: moved, step } = byHand(current, input, line.step, at);
      if (input.kind === 'migrate') by = versions?.(input.to);
      const isSame = by !== undefined && step.seq === line.seq && isEqual(step.outcome, line.outcome);
      replayed.push({ seq: line.seq, step: line.step, isSame, recorded: line.outcome, replayed: by === undefined ? null : step.outcome });
      if (!isSame) break;
      current = moved;
      continue;
    }
    const again = advance(by!.workflow, current, input, {
      steps,
      workspace: by!.workspace,
      now: at,
      scope: scopeOfFacts(facts, at),
      arrived: scopeOfFacts(facts, at, { event: 'arrived' }).event ?? { own: {}, traits: {} },
      facts: {
        pick: (routing) => pickOf(facts[`pick.${routing}`]),
        people: () => peopleOf(facts, at),
        heard: (event) => (facts[`heard.${event}`] ?? []) as unknown as readonly RunTrigger[],
      },
    });
    const outcome = again.step?.outcome ?? null;
    const isSame = again.step?.step === line.step && isEqual(outcome, line.outcome);
    replayed.push({ seq: line.seq, step: line.step, isSame, recorded: line.outcome, replayed: outcome });
    if (!isSame) break;
    current = again.run;
  }
  return replayed;
}

function pickOf(noted: Value | undefined): Pick {
  return (noted ?? { rep: null, pool: null, reason: 'nobody', considered: [] }) as unknown as Pick;
}

function peopleOf(facts: RunStep['facts'], now: number): ChosenPeople {
  const { chosen, met, looked } = (facts['people'] ?? { chosen: [], met: 0, looked: 0 }) as unknown as ChosenPeople<object>;
  const factsAt = (at: number) => scopeOfFacts(facts, now, { person: personNoted(at) }).person ?? { own: {}, traits: {} };
  return { chosen: chosen.map(({ id, email }, at) => ({ id, email, facts: factsAt(at) })), met, looked };
}

/** As JSON: the order of keys and members that are not there do not count. */
function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const left = one as Record<string, unknown>;
  const right = other as Record<string, unknown>;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) => isEqual(left[key], right[key]));
}
