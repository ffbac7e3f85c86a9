// Time alone changes a condition: the very instant at which it does is known beforehand.

import { describe, expect, it } from '@jest/globals';
import type { Problem } from '../place.js';
import type { Scope } from '../scope.js';
import { compileCondition } from './compile-condition.js';
import { compileExpression } from './compile-expression.js';
import type { ExpressionContext } from './expression-context.js';

const day = 86_400_000;
const now = 100 * day;
const problems: Problem[] = [];
const context: ExpressionContext = {
  names: {
    account: {
      own: { last_seen_at: 'timestamp', first_seen_at: 'timestamp' },
      traits: { until: { type: 'timestamp' }, raw: { type: 'any' }, n: { type: 'number' } },
    },
  },
  report: (problem) => problems.push(problem),
};
const place = { file: 'x.yaml', line: 1, column: 1 };
const scope = (lastSeen: number | undefined, traits: Record<string, number | string> = {}): Scope => ({
  now,
  account: { own: { last_seen_at: lastSeen }, traits },
});
const condition = (text: string) => compileCondition(text, place, context)!;

describe('the next instant at which time alone may change a condition', () => {
  it.each([
    ['since(account.last_seen_at) < days(7)', scope(now - 2 * day), now + 5 * day],
    ['since(account.last_seen_at) >= days(7)', scope(now - 2 * day), now + 5 * day],
    ['since(account.last_seen_at) <= days(7)', scope(now - 7 * day), now + 1],
    ['since(account.last_seen_at) < days(7)', scope(now - 8 * day), Infinity],
    ['since(account.last_seen_at) < days(7)', scope(undefined), Infinity],
    ['since(account.last_seen_at) / days(1) > 7.5', scope(now - 2 * day), now + 5.5 * day],
    ['account.until - now < hours(12)', scope(now, { until: now + day }), now + day / 2],
    ['account.raw < now', scope(now, { raw: new Date(now + day).toISOString() }), now + day],
    [
      'since(account.last_seen_at) > days(3) && since(account.last_seen_at) < days(9) && account.n > 1',
      scope(now - 5 * day),
      now + 4 * day,
    ],
    ['since(account.last_seen_at) / days(1) % 7 < 1', scope(now - day / 2), now + day],
    ['now > timestamp("1970-04-30T00:00:00Z")', scope(0), 119 * day],
  ])('%s', (text, at, expected) => {
    expect(condition(text).changesAt?.(at)).toBe(expected);
  });

  it('is where the condition really changes, and nowhere before', () => {
    for (const sign of ['<', '<=', '>', '>='])
      for (const seen of [now - 6 * day, now - 7 * day - 3, now - 3]) {
        const { holds, changesAt } = condition(`since(account.last_seen_at) ${sign} days(7)`);
        let at = scope(seen);
        const before = holds(at);
        for (let next = changesAt!(at); next < Infinity && holds(at) === before; next = changesAt!(at)) {
          expect(holds({ ...at, now: next - 1 })).toBe(before);
          at = { ...at, now: next };
        }
        const changes = seen > now - 7 * day - 3;
        expect(holds(at) !== before).toBe(changes);
      }
  });

  it('is not asked for where the present time is not read', () => {
    expect(condition('account.n > 1').changesAt).toBeUndefined();
  });

  it('is tomorrow for a value that changes all the time', () => {
    expect(compileExpression('since(account.last_seen_at)', place, context)!.changesAt!({ ...scope(5), now: now + 7 })).toBe(now + day);
    expect(problems).toEqual([]);
  });
});

describe('when time alone ended a condition', () => {
  it.each([
    ['since(account.last_seen_at) < days(7)', scope(now - 9 * day), now - 2 * day],
    ['since(account.last_seen_at) <= days(7)', scope(now - 9 * day), now - 2 * day + 1],
    ['since(account.last_seen_at) < days(7)', scope(now - 2 * day), undefined],
    ['since(account.last_seen_at) < days(7)', scope(undefined), undefined],
    ['since(account.last_seen_at) < days(7) && account.n > 1', scope(now - 9 * day, { n: 1 }), undefined],
  ])('%s', (text, at, expected) => {
    expect(condition(text).endedAt?.(at)).toBe(expected);
  });
});
