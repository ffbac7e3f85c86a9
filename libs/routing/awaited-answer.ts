// A lead that was given to a rep and waits for an answer: a row with a due time. It counts as answered by the rep's first touch.

import type { Because } from '#libs/audit/because.js';
import type { Lead } from './move-credit.js';

/** What the timer did when nobody had answered in time; `answered`: nothing, somebody had. */
export type AnswerOutcome = 'answered' | 'late' | 'reminded' | 'reassigned' | 'fallback' | 'handed_on';

/** Times are epoch ms. */
export interface AwaitedAnswer extends Lead {
  readonly id: string;
  readonly routing: string;
  readonly rep: string;
  readonly assignedAt: number;
  /** `answer_within` after that. */
  readonly deadline: number;
  /** When the timer looks at it; null: it is done with it. */
  dueAt: number | null;
  outcome: AnswerOutcome | null;
  answeredAt: number | null;
  /** Reps who had the lead before and did not answer. */
  readonly tried: readonly string[];
  readonly because: Because;
}

/** Something a rep did themself about a lead. */
export interface Touch extends Pick<Lead, 'accountId' | 'personId'> {
  readonly rep: string;
  readonly at: number;
  /** What it was: `calendly.booked`, `edit`, `task`. */
  readonly what: string;
}

/** Whether the touch answers it. A touch before the lead was the rep's is about something else. */
export function answers(touch: Touch, { rep, accountId, personId, assignedAt, answeredAt }: AwaitedAnswer): boolean {
  if (touch.rep !== rep || answeredAt !== null || touch.at < assignedAt) return false;
  return accountId === null ? personId !== null && touch.personId === personId : touch.accountId === accountId;
}

/** As the store does it. Changes the row. */
export function takeTouch(row: AwaitedAnswer, touch: Touch): void {
  if (!answers(touch, row)) return;
  row.answeredAt = touch.at;
  row.dueAt = null;
  row.outcome ??= touch.at <= row.deadline ? 'answered' : 'late';
}
