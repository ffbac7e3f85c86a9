// Why somebody got a message, or did not: the delivery, the fact and the decisions of the run that asked for it.

import type { Value } from '#libs/language/value.js';
import { plainText, plainTime } from './plain-text.js';
import { becauseLines } from './why-lines.js';
import { type RunRow, wayTo, type WhyQuestion } from './why-tree.js';

/** A row of delivery, as stored. */
export interface DeliveryRow {
  readonly id: string;
  /** `run:step:visit:n`. */
  readonly key: string;
  readonly action: string;
  readonly recipient: string;
  readonly payload: { readonly [name: string]: Value };
  readonly run_id: string | null;
  readonly workflow: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly created_at: { getTime(): number };
  readonly ended_at: { getTime(): number } | null;
  readonly due_at: { getTime(): number } | null;
}

/** The delivery as a change: of its state, from nothing. */
export function deliveryQuestion(row: DeliveryRow, run: RunRow | null): WhyQuestion {
  const at = row.created_at.getTime();
  const step = row.key.split(':').slice(1, -2).join(':');
  const { eventId = null, name = '', at: happenedAt = 0, source = '' } = run?.trigger ?? {};
  return {
    subject: { kind: 'delivery', id: row.id },
    field: 'delivery',
    from: null,
    to: row.state,
    at,
    because: {
      by: row.workflow === null ? 'system' : 'workflow',
      name: row.workflow ?? row.action,
      ...(eventId === null ? {} : { event: { id: eventId, name, at: happenedAt, source } }),
      ...(row.run_id === null || row.workflow === null ? {} : { run: { id: row.run_id, step, workflow: row.workflow } }),
    },
    arrivedAt: null,
    run: run === null ? null : { id: run.id, workflow: run.workflow, version: run.version, way: wayTo(run, step, at) },
  };
}

export function deliveryLines(row: DeliveryRow, question: WhyQuestion): readonly string[] {
  const { template } = row.payload;
  const what = typeof template === 'string' ? `${row.action} ${template}` : row.action;
  const times = row.attempts === 0 ? '' : `, ${row.attempts === 1 ? 'one attempt' : `${row.attempts} attempts`}`;
  const when =
    row.ended_at !== null
      ? `, ended ${plainTime(row.ended_at.getTime())}`
      : row.due_at !== null
        ? `, due ${plainTime(row.due_at.getTime())}`
        : '';
  return [
    `delivery ${row.id} · ${plainText(what)} to ${plainText(row.recipient)}`,
    '',
    `asked for  ${plainTime(question.at)}`,
    ...becauseLines(question).map((line) => `  ${line}`),
    `${row.state}${times}${when}`,
    ...(row.error === null ? [] : [`  because ${plainText(row.error)}`]),
  ];
}
