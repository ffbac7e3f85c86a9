// What an SMTP server's answer means for a letter: gone, later, never, or nobody knows.

import type { Delivered } from '../contract.js';

export interface SmtpFailure {
  readonly code: number | null;
  readonly command: string;
  readonly message: string;
  readonly mayHaveArrived: boolean;
}

/** RFC 3463: 5.1.x is about the address, 5.2.1 a mailbox that is closed. A full one (5.2.2) or a policy (5.7.x) says nothing of the address. */
const deadAddress = /\b5\.(?:1\.\d{1,3}|2\.1)\b/;
const otherReason = /\b5\.\d{1,3}\.\d{1,3}\b/;

/** Pure. */
export function understandFailure({ code, command, message, mayHaveArrived }: SmtpFailure): Delivered {
  const said = message.replace(/\s+/g, ' ').trim().slice(0, 500);
  if (mayHaveArrived) return { kind: 'unknown', reason: `the connection was lost after the whole letter was handed over: ${said}` };
  if (code === null) return isHopeless(said) ? { kind: 'failed', reason: said } : { kind: 'retry', reason: said };
  // Whoever may not log in has a wrong SMTP_URL: the letters wait for the right one.
  if (command.startsWith('AUTH')) return { kind: 'retry', reason: `${said} (check user and password in SMTP_URL)` };
  if (code < 500) return { kind: 'retry', reason: said };
  const isBounce = deadAddress.test(said) || (command === 'RCPT TO' && !otherReason.test(said) && [550, 551, 553].includes(code));
  return isBounce ? { kind: 'failed', reason: said, isBounce: true } : { kind: 'failed', reason: said };
}

/** Refused by the mailer itself before anything was said: the address can be no address. */
function isHopeless(said: string): boolean {
  return /^(?:Invalid recipient|Invalid sender|No recipients defined|Message size larger than allowed)/i.test(said);
}
