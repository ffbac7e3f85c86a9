// What travels with a message about when it may leave: the rules of the version that decided it, in the zone of whoever is meant.

import type { Run } from '#libs/engine/run.js';
import type { DeliveryRequest } from '#libs/engine/outcome.js';
import type { Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { zoneOf } from '#libs/language/zone-of.js';

const mailActions = ['email.send', 'notify.rep'];

/** @param scope asked only where a rule needs it */
export function withSendRules(
  { action, payload }: DeliveryRequest,
  workflow: Workflow,
  workspace: Workspace,
  scope: () => Scope,
): DeliveryRequest['payload'] {
  if (!mailActions.includes(action)) return payload;
  const { send, stopIf, stopWhen } = workflow;
  const more: Record<string, Value> = {};
  if (stopIf !== undefined || stopWhen.some(({ kind }) => kind === 'stage')) more['recheck'] = true;
  if (send !== undefined && action === 'email.send') {
    const zone = zoneOf(send.zone, scope(), workspace);
    const cap: Record<string, Value> = send.atMost === undefined ? {} : { most: send.atMost.count, per: send.atMost.within };
    more['send'] = { ...send.hours, days: send.days, zone, ...cap };
  }
  return Object.keys(more).length === 0 ? payload : { ...payload, ...more };
}

/** A run whose ends are to be looked at once more, in the moment before the act leaves. */
export function mustRecheck({
  payload,
  runId,
}: {
  readonly payload: DeliveryRequest['payload'];
  readonly runId: Run['id'] | null;
}): boolean {
  return runId !== null && payload['recheck'] === true;
}
