// What is done to a run beside its workflow: no decision of a step, and a line of the journal all the same, so that a replay
// takes it again and a reader sees it.

import { journalLine } from './journal-line.js';
import { depthLimit, type HandInput, type Run, type RunStep, stepLimit } from './run.js';

export interface ByHand {
  readonly run: Run;
  readonly step: RunStep;
}

/** @param step the one it stands at, or failed at @param now epoch ms */
export function byHand(run: Run, input: HandInput, step: string, now: number): ByHand {
  const visit = run.visits[step] ?? 0;
  const line = journalLine({ run: { ...run, step }, input, now, kind: '', visit, facts: {} }, { kind: input.kind }, {});
  const next: Run = { ...run, stepsTaken: run.stepsTaken + 1 };
  if (input.kind === 'migrate') return { run: { ...next, versionId: input.to }, step: line };
  // The step is entered again, as one visit more: what it sends then has a key of its own.
  const ready = { state: 'ready', step, dueAt: now, duePort: null, listens: [], endedAt: null, endReason: null } as const;
  return { run: { ...next, ...ready }, step: line };
}

/** Why a failed run would fail again at once, whatever is mended; null: it would not. */
export function whyNotAgain({ stepsTaken, depth }: Run): string | null {
  // The line of the retry itself is one.
  if (stepsTaken + 1 >= stepLimit)
    return `it has taken ${stepsTaken.toLocaleString('en-US')} steps, and a run may take ${stepLimit.toLocaleString('en-US')}`;
  return depth > depthLimit ? `it stands ${depth} runs deep in a chain of causes, and ${depthLimit} is the limit` : null;
}
