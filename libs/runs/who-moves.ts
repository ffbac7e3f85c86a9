// What becomes of runs under way when their workflow has another version: which move to it, at the step of the same id, and which stay.

import { byHand, type ByHand } from '#libs/engine/by-hand.js';
import type { Run } from '#libs/engine/run.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { whyNotMove } from './why-not-move.js';

/** How many runs stand at one step of one version. */
export interface StandingRuns {
  readonly workflow: string;
  readonly versionId: string;
  readonly step: string | null;
  readonly runs: number;
}

export interface Moves {
  readonly workflow: string;
  readonly active: number;
  /** With `on_publish: migrate`. */
  readonly moves: number;
  /** With `on_publish: migrate` too: their step is gone. Those that are in the version already are neither. */
  readonly stays: readonly { readonly step: string; readonly runs: number; readonly why: string }[];
}

/**
 * @param to the new version; undefined: the workflow is gone, and everybody stays
 * @param versionOf the workflow of a version that runs stand in; null: it no longer compiles
 */
export function whoMoves(
  name: string,
  to: Workflow | undefined,
  standing: readonly StandingRuns[],
  versionOf: (versionId: string) => Workflow | null,
): Moves {
  const theirs = standing.filter(({ workflow }) => workflow === name);
  const stays = new Map<string, { step: string; runs: number; why: string }>();
  let moves = 0;
  for (const { versionId, step, runs } of theirs) {
    if (to === undefined) break;
    const from = versionOf(versionId);
    if (from?.hash === to.hash) continue;
    const why = from === null ? 'its version no longer compiles' : whyNotMove(from, to, step);
    if (why === null) moves += runs;
    else stays.set(`${step ?? ''} ${why}`, { step: step ?? '', runs: runs + (stays.get(`${step ?? ''} ${why}`)?.runs ?? 0), why });
  }
  return { workflow: name, active: theirs.reduce((sum, { runs }) => sum + runs, 0), moves, stays: [...stays.values()] };
}

/** One place of an old version from which runs move, and where to: rows of workflow_version. */
export interface Passage {
  readonly from: string;
  readonly step: string;
  readonly to: string;
}

/** Every step at which runs of these versions would move: also those at which none stands now, for runs that move on meanwhile. */
export function passages(
  from: ReadonlyMap<string, Workflow>,
  workspace: Workspace,
  versionIds: ReadonlyMap<string, string>,
): readonly Passage[] {
  const found: Passage[] = [];
  for (const [versionId, workflow] of from) {
    const next = workspace.workflows.get(workflow.name);
    const to = versionIds.get(workflow.name);
    if (next?.onPublish !== 'migrate' || to === undefined || to === versionId) continue;
    for (const step of workflow.nodes.keys()) if (whyNotMove(workflow, next, step) === null) found.push({ from: versionId, step, to });
  }
  return found;
}

/** What decides now. */
export interface Versions {
  readonly workspace: Workspace;
  /** Workflow name → row of workflow_version. */
  readonly versionIds: ReadonlyMap<string, string>;
  workflowOf(versionId: string): Workflow;
}

/** One run in memory; null: it stays. @param by who has published */
export function movedByPublish(run: Run, { workspace, versionIds, workflowOf }: Versions, by: string, now: number): ByHand | null {
  const next = workspace.workflows.get(run.workflow);
  const to = versionIds.get(run.workflow);
  if (run.endedAt !== null || next?.onPublish !== 'migrate' || to === undefined || to === run.versionId) return null;
  if (whyNotMove(workflowOf(run.versionId), next, run.step) !== null) return null;
  return byHand(run, { kind: 'migrate', from: run.versionId, to, by }, run.step!, now);
}
