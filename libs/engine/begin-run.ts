// A run before its first decision, and how to get back there for a replay.

import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Run, RunTrigger } from './run.js';

export interface Beginning {
  readonly id: string;
  readonly workflow: Workflow;
  readonly versionId: string;
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly dealId: string | null;
  readonly key: string;
  readonly depth: number;
  readonly trigger: RunTrigger;
  /** Epoch ms. */
  readonly now: number;
}

/** Ready at the workflow's first step, and due at once: whoever does not drive it on leaves it to the advance loop. */
export function beginRun({ workflow, now, ...rest }: Beginning): Run {
  return {
    ...rest,
    workflow: workflow.name,
    state: 'ready',
    step: workflow.start,
    dueAt: now,
    duePort: null,
    listens: [],
    heard: [],
    visits: {},
    stepsTaken: 0,
    startedAt: now,
    endedAt: null,
    endReason: null,
  };
}

/** The same run as it was before its first decision. */
export function asItBegan(run: Run, workflow: Workflow): Run {
  return beginRun({ ...run, workflow, now: run.startedAt });
}
