// When messages left in the simulation, as the caps of production count them.

import { holdRulesOf, holdUntil } from '#libs/emails/hold-until.js';
import type { NewDelivery } from '#libs/outbox/delivery-slice.js';

/** A cap counts no more (see compile-send.ts). */
const mostKept = 100;

export class SentMail {
  private readonly times = new Map<string, number[]>();

  note(recipient: string, at: number): void {
    const times = this.times.get(recipient) ?? [];
    times.push(at);
    if (times.length > mostKept) times.shift();
    this.times.set(recipient, times);
  }

  /** @returns null: it leaves now */
  holdUntil({ payload, recipient }: NewDelivery, now: number): number | null {
    const rules = holdRulesOf(payload);
    return rules === null ? null : holdUntil(rules, this.times.get(recipient) ?? [], now);
  }
}
