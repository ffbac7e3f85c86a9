// Periods as people write them: `last 90d`, `last 12 months`, `this quarter`, `last year`; which days they are on a given day, and which
// days are the period before. They end today: what has not happened yet is in no chart.

import { Temporal } from 'temporal-polyfill';

/** Days, `2026-03-01`; `to` is the last one of it. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

type Unit = 'week' | 'month' | 'quarter' | 'year';

export const periodExamples = ['last 30d', 'last 12w', 'last 12 months', 'this month', 'last month', 'this quarter', 'this year'] as const;
export const periodPattern = '^(last \\d{1,4}(d|w)|last \\d{1,3} months|(this|last) (week|month|quarter|year))$';

const months: Readonly<Record<Exclude<Unit, 'week'>, number>> = { month: 1, quarter: 3, year: 12 };

export function isPeriod(text: string): boolean {
  return spanOf(text, '2026-01-01') !== undefined;
}

/**
 * @param today `2026-03-01`, in the zone that counts
 * @returns undefined for what is no period; `before` is as long by the calendar and ends where the period begins
 */
export function spanOf(text: string, today: string): { readonly days: Days; readonly before: Days } | undefined {
  if (!new RegExp(periodPattern).test(text)) return undefined;
  const now = Temporal.PlainDate.from(today);
  const [which, second, third] = text.split(' ') as ['this' | 'last', string, string?];
  const count = Number.parseInt(second, 10);
  if (count === 0 || count > 3660) return undefined;
  if (Number.isNaN(count)) return unitSpan(which, second as Unit, now);
  if (third === 'months') return stepped(now.with({ day: 1 }).subtract({ months: count - 1 }), now, { months: count });
  const days = second.endsWith('w') ? count * 7 : count;
  return days > 3660 ? undefined : stepped(now.subtract({ days: days - 1 }), now, { days });
}

function unitSpan(which: 'this' | 'last', unit: Unit, now: Temporal.PlainDate) {
  const step = unit === 'week' ? { weeks: 1 } : { months: months[unit] };
  const begun =
    unit === 'week' ? now.subtract({ days: now.dayOfWeek - 1 }) : now.with({ day: 1 }).subtract({ months: (now.month - 1) % months[unit] });
  return which === 'this' ? stepped(begun, now, step) : stepped(begun.subtract(step), begun.subtract({ days: 1 }), step);
}

/** Whole calendar units go back as whole ones: before February is January with its 31 days. */
function stepped(from: Temporal.PlainDate, to: Temporal.PlainDate, step: { days?: number; weeks?: number; months?: number }) {
  const isWhole = to.equals(from.add(step).subtract({ days: 1 }));
  const before = { from: from.subtract(step), to: isWhole ? from.subtract({ days: 1 }) : to.subtract(step) };
  return { days: texts(from, to), before: texts(before.from, before.to) };
}

const texts = (from: Temporal.PlainDate, to: Temporal.PlainDate): Days => ({ from: from.toString(), to: to.toString() });
