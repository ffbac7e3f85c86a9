// What a delivery becomes after it was tried, pure: done, tried again later, failed, held as unknown, or canceled.

import type { Delivered } from '#libs/connectors/contract.js';
import type { ClaimedDelivery, HeldDelivery, Mark } from './delivery-slice.js';

/** Attempts in all; the last comes about seven hours after the first. */
export const mostAttempts = 12;
/**
 * How long an act may take, and its sender keeps the row (ms). Where the key is honoured a second try does no harm, so that what
 * a killed process had under way goes on soon.
 */
export const patience = {
  keyed: { act: 20_000, lease: 30_000 },
  plain: { act: 120_000, lease: 300_000 },
} as const;
const firstPause = 15_000;
const longestPause = 2 * 3_600_000;

/** Before an attempt leaves: it is ours for a while. */
export function begun(delivery: ClaimedDelivery, honoursKey: boolean, now: number): Mark {
  const { lease } = honoursKey ? patience.keyed : patience.plain;
  return { delivery, state: 'sending', dueAt: now + lease, attempts: delivery.attempts + 1, answer: null, error: null, endedAt: null };
}

/** The row as `begun` has left it. */
export function asBegun(delivery: ClaimedDelivery): ClaimedDelivery {
  return { ...delivery, state: 'sending', attempts: delivery.attempts + 1 };
}

/** @param delivery as begun @param honoursKey whether asking again makes no second effect */
export function settled(delivery: ClaimedDelivery, outcome: Delivered, honoursKey: boolean, now: number): Mark {
  const mark = { delivery, dueAt: null, attempts: delivery.attempts, answer: null, error: null, endedAt: now };
  switch (outcome.kind) {
    case 'done':
      return { ...mark, state: 'done', answer: outcome.answer };
    case 'failed':
      return { ...mark, state: 'failed', error: clean(outcome.reason) };
    case 'unknown':
      if (!honoursKey) return { ...mark, state: 'unknown', error: clean(outcome.reason) };
      return later(delivery, outcome.reason, undefined, now);
    case 'retry':
      return later(delivery, outcome.reason, outcome.after, now);
  }
}

function later(delivery: ClaimedDelivery, reason: string, after: number | undefined, now: number): Mark {
  const { attempts } = delivery;
  const error = clean(reason);
  if (attempts >= mostAttempts)
    return {
      delivery,
      state: 'failed',
      dueAt: null,
      attempts,
      answer: null,
      error: `given up after ${attempts} attempts: ${error}`,
      endedAt: now,
    };
  const dueAt = now + Math.max(pauseAfter(attempts, delivery.id), Math.min(after ?? 0, longestPause));
  return { delivery, state: 'waiting', dueAt, attempts, answer: null, error, endedAt: null };
}

/** 15 s, 30 s, 1 min, … 2 h, and up to a quarter more, by the delivery's id: those that failed together come back apart. */
export function pauseAfter(attempts: number, id: string): number {
  const pause = Math.min(firstPause * 2 ** (attempts - 1), longestPause);
  return pause + Math.floor((pause / 4) * ((Number(id.slice(-4)) % 100) / 100));
}

/** Not begun after all: it waits as it did before it was claimed. @param delivery as begun */
export function putBack(delivery: ClaimedDelivery, dueAt: number): Mark {
  return { delivery, state: 'waiting', dueAt, attempts: delivery.attempts - 1, answer: null, error: null, endedAt: null };
}

/** It must not be sent any more. */
export function canceled(delivery: ClaimedDelivery, reason: string, now: number): Mark {
  return { delivery, state: 'canceled', dueAt: null, attempts: delivery.attempts, answer: null, error: clean(reason), endedAt: now };
}

/** Whoever had it never came back, and the other side makes two of two: held, until a person has looked (promise 3). */
export function held(delivery: ClaimedDelivery, now: number): Mark {
  const error = 'its sender was lost while sending; it may have arrived';
  return { delivery, state: 'unknown', dueAt: null, attempts: delivery.attempts, answer: null, error, endedAt: now };
}

/** Its other side is away, and a person waits no longer. @param error what the other side did last */
export function givenUp(delivery: ClaimedDelivery, error: string, now: number): Mark {
  const reason = `given up by a person: ${error}`;
  return { delivery, state: 'failed', dueAt: null, attempts: delivery.attempts, answer: null, error: clean(reason), endedAt: now };
}

/** What a person may say of a delivery that is held. */
export const decisions = ['sent', 'failed', 'again'] as const;
export type Decision = (typeof decisions)[number];

/** @param by name of who decided */
export function decided(delivery: HeldDelivery, as: Decision, by: string, now: number): Mark {
  const mark = { delivery, dueAt: null, attempts: delivery.attempts, answer: null, error: null, endedAt: now };
  switch (as) {
    case 'sent':
      return { ...mark, state: 'done', answer: { decided_by: by } };
    case 'failed':
      return { ...mark, state: 'failed', error: 'it did not arrive, as a person decided' };
    case 'again':
      return { ...mark, state: 'waiting', dueAt: now, endedAt: null };
  }
}

function clean(reason: string): string {
  return reason
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, 1000);
}
