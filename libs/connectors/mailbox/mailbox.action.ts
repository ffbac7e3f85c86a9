// E-mail into the local mailbox, where no SMTP server is set: the whole story can be seen, and nothing leaves the house.

import { type ActionDefinition, defineAction, type Delivered, type DueDelivery, type Letter } from '../contract.js';

export interface MailboxClient {
  /** Twice with one key is once. Rejects when the mailbox is away. */
  put(key: string, letter: Letter): Promise<void>;
}

async function perform({ key, letter, action }: DueDelivery, client: MailboxClient): Promise<Delivered> {
  if (letter === undefined) return { kind: 'failed', reason: `${action} came without its letter` };
  try {
    await client.put(key, letter);
    return { kind: 'done', answer: { mailbox: true, message_id: letter.headers['Message-ID'] ?? null } };
  } catch (error) {
    return { kind: 'retry', reason: error instanceof Error ? error.message : String(error) };
  }
}

export const mailboxActions: readonly ActionDefinition<MailboxClient>[] = ['email.send', 'notify.rep'].map((name) =>
  defineAction<MailboxClient>({ name, honoursKey: true, perform }),
);
