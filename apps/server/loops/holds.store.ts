// Which messages wait, in the moment before they would leave: outside their window, or for a cap.

import type { ClientBase } from 'pg';
import { holdRulesOf, holdUntil } from '#libs/emails/hold-until.js';
import type { ClaimedDelivery } from '#libs/outbox/delivery-slice.js';
import { lockMailed, noteBegun } from '#libs/outbox/mailed.store.js';

/** @returns id → until when (epoch ms) */
export async function holdsOf(
  client: ClientBase,
  deliveries: readonly ClaimedDelivery[],
  now: number,
): Promise<ReadonlyMap<string, number>> {
  const held = new Map<string, number>();
  const ruled = deliveries.flatMap((delivery) => {
    const rules = holdRulesOf(delivery.payload);
    return rules === null ? [] : [{ delivery, rules }];
  });
  const capped = ruled.filter(({ rules }) => rules.most !== undefined);
  const longest = Math.max(0, ...capped.map(({ rules }) => rules.per ?? 0));
  const ids = capped.map(({ delivery }) => delivery.id);
  const recipients = capped.map(({ delivery }) => delivery.recipient);
  const stored = capped.length === 0 ? new Map<string, readonly number[]>() : await lockMailed(client, recipients, now - longest, ids);
  const sent = new Map([...stored].map(([address, times]) => [address, [...times]]));
  const begun: string[] = [];
  for (const { delivery, rules } of ruled) {
    const { id, recipient } = delivery;
    const times = sent.get(recipient) ?? [];
    const until = holdUntil(rules, times, now);
    if (until !== null) held.set(id, until);
    else if (rules.most !== undefined) {
      begun.push(id);
      sent.set(recipient, [...times, now]);
    }
  }
  await noteBegun(client, begun, now);
  return held;
}
