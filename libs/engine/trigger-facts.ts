// A run and the fact that started it, as its conditions see them: `run.started_at`, `event.plan`, `event.meta.at`.

import type { Facts } from '#libs/language/scope.js';
import type { Run, RunTrigger } from './run.js';

export function triggerFacts({ name, at, receivedAt, source, eventId, properties }: RunTrigger): Facts {
  return { own: { name, at, received_at: receivedAt, source, id: eventId ?? undefined }, traits: properties };
}

export function runFacts({ id, workflow, startedAt }: Run): Facts {
  return { own: { id, workflow, started_at: startedAt }, traits: {} };
}
