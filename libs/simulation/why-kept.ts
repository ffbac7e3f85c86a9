// Why an act does not leave: what the deliver loop asks in the moment before it sends, asked in memory.

import { EmailProblem } from '#libs/emails/compiled-email.js';
import { renderEmail } from '#libs/emails/render-email.js';
import { findStop } from '#libs/engine/find-stop.js';
import type { Run } from '#libs/engine/run.js';
import { runFacts, triggerFacts } from '#libs/engine/trigger-facts.js';
import { scopeOf } from '#libs/ingest/scope-of.js';
import { mustRecheck } from '#libs/ingest/send-rules.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Value } from '#libs/language/value.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';

/** @returns null: it leaves */
export function whyKept(set: WorkingSet, delivery: NewDelivery, now: number): string | null {
  const { action, recipient, payload, runId } = delivery;
  if (runId !== null && set.runs.runs.get(runId)?.state === 'stopped') return 'the run was stopped before it left';
  const stop = mustRecheck(delivery) ? whyStopped(set, set.runs.runs.get(delivery.runId!), now) : null;
  if (stop !== null) return `the run stops: ${stop}`;
  const suppressed = action === 'email.send' || action === 'notify.rep' ? set.people.suppressed.get(recipient) : undefined;
  if (suppressed !== undefined) return `must not be written to: ${suppressed}`;
  return action === 'email.send' ? whyNotRendered(set, recipient, payload) : null;
}

function whyStopped(set: WorkingSet, run: Run | undefined, now: number): string | null {
  if (run === undefined || run.endedAt !== null) return null;
  const scope = { ...scopeOf(set, run, now), event: triggerFacts(run.trigger), run: runFacts(run) };
  return findStop(set.workflowOf(run.versionId), run, { kind: 'due' }, scope)?.reason ?? null;
}

function whyNotRendered({ workspace }: WorkingSet, to: string, payload: NewDelivery['payload']): string | null {
  const template = typeof payload['template'] === 'string' ? payload['template'] : '';
  const email = workspace.emails.get(template);
  if (email === undefined) return `there is no email "${template}"`;
  const envelope = { to, messageId: '<simulated@millrace.test>', unsubscribeUrl: 'https://millrace.test/u/simulated' };
  try {
    const { missing } = renderEmail(email, workspace, (payload['data'] ?? {}) as Readonly<Record<string, Value>>, envelope);
    const names = [...new Set(missing.map(({ path }) => path))].join(', ');
    return names === '' ? null : `not known: ${names} (in a template: {{default ${missing[0]?.path} "…"}})`;
  } catch (error) {
    if (error instanceof EmailProblem) return error.message;
    throw error;
  }
}
