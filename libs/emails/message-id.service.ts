// Message-ID of a delivery's letter: the same at every attempt, and nobody else's, so that a mail program shows two copies as one.

import { createHmac } from 'node:crypto';

/** @param sender its domain stands behind the @ (RFC 5322, 3.6.4) */
export function messageIdOf(secret: string, deliveryKey: string, sender: string): string {
  const domain = sender
    .slice(sender.lastIndexOf('@') + 1)
    .trim()
    .toLowerCase();
  const name = createHmac('sha256', secret).update(`message-id:${deliveryKey}`).digest('hex').slice(0, 32);
  return `<${name}@${/^[a-z0-9.-]+$/.test(domain) ? domain : 'millrace.invalid'}>`;
}
