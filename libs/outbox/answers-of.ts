// What a delivery that has ended tells the house: facts about the person an email went to, and the answer that a run waits for.
// Nobody waits for a notice.

import type { Delivered } from '#libs/connectors/contract.js';
import type { AccountKeys, Fact, PersonKeys } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import type { Mark } from './delivery-slice.js';

export interface DeliveryAnswer {
  readonly name: 'email.sent' | 'email.failed' | 'email.bounced' | 'delivery.done' | 'delivery.failed';
  readonly at: number;
  readonly person: PersonKeys;
  readonly account: AccountKeys;
  readonly properties: Readonly<Record<string, Value>>;
  readonly answers: NonNullable<Fact['answers']>;
}

/** Pure. @param outcome null: canceled before it was tried @param at epoch ms */
export function answersOf(mark: Mark, outcome: Delivered | null, at: number): readonly DeliveryAnswer[] {
  const { key, action, recipient, payload, runId, workflow, depth } = mark.delivery;
  if (!['done', 'failed', 'canceled'].includes(mark.state)) return [];
  if (payload['awaited'] === true) return [awaitedAnswer(mark, at)];
  if (action !== 'email.send') return [];
  // Who was erased must not come back as a fact of ours (promise 5).
  const isErased = mark.state === 'canceled' && mark.error?.endsWith(': erased') === true;
  const said: Record<string, Value> = {
    template: payload['template'] ?? null,
    delivery: key,
    workflow,
    ...(isErased ? {} : { to: recipient }),
  };
  const answer = (name: DeliveryAnswer['name'], more: Record<string, Value>): DeliveryAnswer => ({
    name,
    at,
    person: isErased ? {} : { email: recipient },
    account: {},
    properties: { ...said, ...more },
    answers: { delivery: key, runId, depth },
  });
  if (mark.state === 'done') return [answer('email.sent', {})];
  const failed = answer('email.failed', { reason: mark.error });
  const isBounce = outcome?.kind === 'failed' && outcome.isBounce === true;
  return isBounce ? [failed, answer('email.bounced', { reason: mark.error, hard: true })] : [failed];
}

/** It is about nobody: the run that waits for it is named. */
function awaitedAnswer({ state, answer, error, delivery }: Mark, at: number): DeliveryAnswer {
  const { key, action, runId, workflow, depth } = delivery;
  const said = { action, delivery: key, workflow };
  return {
    name: state === 'done' ? 'delivery.done' : 'delivery.failed',
    at,
    person: {},
    account: {},
    properties: state === 'done' ? { ...said, answer } : { ...said, reason: error },
    answers: { delivery: key, runId, depth },
  };
}
