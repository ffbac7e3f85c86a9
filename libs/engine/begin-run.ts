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
  readonly arm?: Run['arm'];
  /** Epoch ms. */
  readonly now: number;
}

/** Ready at the workflow's first step, and due at once: whoever does not drive it on leaves it to the advance loop. */
export function beginRun({ workflow, now, arm, ...rest }: Beginning): Run {
  const until = watchUntil(workflow, now);
  return {
    id: rest.id,
    versionId: rest.versionId,
    subject: rest.subject,
    personId: rest.personId,
    accountId: rest.accountId,
    dealId: rest.dealId,
    key: rest.key,
    depth: rest.depth,
    trigger: rest.trigger,
    ...(arm === undefined ? {} : { arm }),
    ...(until === null ? {} : { watchUntil: until }),
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

/** Until when facts count for it; null: for nothing. */
export function watchUntil({ goal, experiment }: Workflow, startedAt: number): number | null {
  const longest = Math.max(goal?.within ?? 0, experiment?.within ?? 0);
  return longest === 0 ? null : startedAt + longest;
}

/** The same run as it was before its first decision. */
export function asItBegan(run: Run, workflow: Workflow): Run {
  return beginRun({ ...run, workflow, now: run.startedAt });
}
