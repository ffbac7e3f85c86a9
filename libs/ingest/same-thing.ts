// Whether a fact about a run's subject is about the same deal, and has the same key, as the fact that started the run: only then
// a `wait_for` takes it. A fact that says nothing of deals, or nothing of the key, is about the subject as a whole.

import type { Run, RunTrigger } from '#libs/engine/run.js';
import { triggerFacts } from '#libs/engine/trigger-facts.js';
import type { Scope } from '#libs/language/scope.js';
import type { Workflow } from '#libs/language/workflow.js';
import { keyOf } from '#libs/runs/enrol.js';

export interface Arrival {
  /** Canonical. */
  readonly name: string;
  readonly dealId: string | null;
  readonly fact: RunTrigger;
  /** What the run's conditions see now. */
  readonly scope: () => Scope;
}

export function isSameThing(run: Run, workflow: Workflow, { name, dealId, fact, scope }: Arrival): boolean {
  const isWanted = run.listens.some(({ event }) => event === name) || workflow.hears?.has(name) === true;
  if (!isWanted) return false;
  const own = run.subject.kind === 'deal' ? run.subject.id : run.trigger.dealId;
  if (own !== undefined && dealId !== null && own !== dealId) return false;
  if (workflow.key === undefined || !workflow.key.reads.some((read) => read.startsWith('event.'))) return true;
  const key = keyOf(workflow, { ...scope(), event: triggerFacts(fact) });
  return key === null || key === run.key;
}

/** As many as a wait looks back on; older ones are forgotten. */
const mostHeard = 20;

/** The run with a fact noted that one of its steps may ask for. */
export function hearing(run: Run, fact: RunTrigger): Run {
  return { ...run, heard: [...run.heard, fact].slice(-mostHeard) };
}
