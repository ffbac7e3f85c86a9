// The fact that a delivery which has left, or was kept, would come back as: the run that waits for it goes on by it.

import type { Fact } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';

/**
 * Null: nobody waits for it. An act at a vendor answers about nobody: the run is named.
 * @param refused why it did not leave; null: it did @param answerOf what a provider answers @param at epoch ms
 */
export function answerTo(delivery: NewDelivery, refused: string | null, answerOf: (provider: string) => Value, at: number): Fact | null {
  const { key, action, recipient, payload, runId, workflow, depth } = delivery;
  const isAwaited = payload['awaited'] === true;
  if (action !== 'email.send' && !isAwaited) return null;
  const { provider } = payload;
  const answer: Value = typeof provider === 'string' ? answerOf(provider) : {};
  const said: Record<string, Value> = isAwaited
    ? { action, delivery: key, workflow, ...(refused === null ? { answer } : {}) }
    : { template: payload['template'] ?? null, delivery: key, to: recipient, workflow };
  const became = refused === null ? (isAwaited ? 'done' : 'sent') : 'failed';
  return {
    kind: 'answer',
    name: `${isAwaited ? 'delivery' : 'email'}.${became}`,
    at,
    person: isAwaited ? {} : { email: recipient },
    account: {},
    properties: refused === null ? said : { ...said, reason: refused },
    personTraits: {},
    accountTraits: {},
    answers: { delivery: key, runId, depth },
  };
}
