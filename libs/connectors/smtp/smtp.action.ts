// E-mail through the company's SMTP server. SMTP knows no idempotency key: an answer that was lost stays unknown.

import { type ActionDefinition, defineAction, type Delivered, type DueDelivery } from '../contract.js';
import type { SmtpClient } from './smtp.client.js';
import { understandFailure } from './understand-reply.js';

async function perform({ letter, action }: DueDelivery, client: SmtpClient): Promise<Delivered> {
  if (letter === undefined) return { kind: 'failed', reason: `${action} came without its letter` };
  const sent = await client.send(letter);
  return sent.ok
    ? { kind: 'done', answer: { response: sent.response.slice(0, 500), message_id: letter.headers['Message-ID'] ?? null } }
    : understandFailure(sent);
}

export const smtpActions: readonly ActionDefinition<SmtpClient>[] = ['email.send', 'notify.rep'].map((name) =>
  defineAction<SmtpClient>({ name, honoursKey: false, perform }),
);
