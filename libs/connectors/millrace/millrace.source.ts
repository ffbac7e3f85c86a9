// Our own deliveries answer through the same door as everyone: what became of an act is appended as an event.
// It has no public path: only this house makes these items.

import { Buffer } from 'node:buffer';
import type { AccountKeys, Fact, PersonKeys } from '#libs/language/fact.js';
import type { Value } from '#libs/language/value.js';
import { stringifyJson } from '#libs/language/json.js';
import { defineSource, type InboxItem } from '../contract.js';
import { understandAnswer } from './understand-answer.js';

export interface Answer {
  /** `email.sent`, `email.failed`, `email.unsubscribed`. */
  readonly name: string;
  /** Epoch ms. */
  readonly at: number;
  readonly person: PersonKeys;
  readonly account: AccountKeys;
  readonly properties: Readonly<Record<string, Value>>;
  readonly answers: NonNullable<Fact['answers']>;
}

export const millraceSource = defineSource({
  name: 'millrace',
  paths: [],
  bodyLimit: 0,
  receive: () => ({ kind: 'rejected', reason: 'not a public source', reply: { status: 404, body: { error: 'not found' } } }),
  understand: (item) => [understandAnswer(item.body.toString('utf8'))],
});

/** One delivery answers once with one name: appended twice, it is one fact. */
export function answerItem(answer: Answer): InboxItem {
  const { userId, email, anonymousId } = answer.person;
  const { groupId, stripeCustomer, domain } = answer.account;
  return {
    source: 'millrace',
    subjectKey:
      (userId !== undefined && `user:${userId}`) ||
      (email !== undefined && `email:${email}`) ||
      (anonymousId !== undefined && `anonymous:${anonymousId}`) ||
      (groupId ?? stripeCustomer ?? domain ?? `delivery:${answer.answers.delivery}`),
    sameness: `millrace:${answer.name}:${answer.answers.delivery}`,
    body: Buffer.from(stringifyJson(answer)),
  };
}
