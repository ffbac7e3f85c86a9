// Why an act does not leave: what the deliver loop asks in the moment before it sends, asked in memory.

import { EmailProblem } from '#libs/emails/compiled-email.js';
import { renderEmail } from '#libs/emails/render-email.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Value } from '#libs/language/value.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';

/** @returns null: it leaves */
export function whyKept(set: WorkingSet, { action, recipient, payload, runId }: NewDelivery): string | null {
  if (runId !== null && set.runs.runs.get(runId)?.state === 'stopped') return 'the run was stopped before it left';
  const suppressed = action === 'email.send' || action === 'notify.rep' ? set.people.suppressed.get(recipient) : undefined;
  if (suppressed !== undefined) return `must not be written to: ${suppressed}`;
  return action === 'email.send' ? whyNotRendered(set, recipient, payload) : null;
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
