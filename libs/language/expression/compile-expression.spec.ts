import { describe, expect, it } from '@jest/globals';
import { ExactNumber, stringifyJson } from '../json.js';
import type { Problem } from '../place.js';
import type { Type, Value } from '../value.js';
import { builtinMembers } from './builtin-members.js';
import { compileExpression } from './compile-expression.js';

const place = { file: 'traits/person.yaml', line: 3, column: 20 };
const now = Date.UTC(2026, 2, 2);
const traits: Record<string, { type: Type }> = {
  path: { type: 'string' },
  amount: { type: 'money' },
  fee: { type: 'money' },
  seats: { type: 'integer' },
  at: { type: 'timestamp' },
  tags: { type: { list: 'string' } },
  any: { type: 'any' },
};

function evaluate(
  text: string,
  event: Record<string, unknown> = {},
  open = false,
): { type: Type | undefined; value: Value | undefined; problems: Problem[] } {
  const problems: Problem[] = [];
  const names = { event: { own: builtinMembers.event, traits, open } };
  const expression = compileExpression(text, place, { names, report: (problem) => problems.push(problem) });
  const value = expression?.evaluate({ now, event: { own: { at: now }, traits: event as Record<string, Value> } });
  return { type: expression?.type, value, problems };
}

describe('values', () => {
  it.each<[string, Record<string, unknown>, Type, Value | undefined]>([
    ['event.path', { path: '/x' }, 'string', '/x'],
    ['{path: event.path, at: event.meta.at}', { path: '/x' }, { fields: { path: 'string', at: 'timestamp' } }, { path: '/x', at: now }],
    ['{"path": event.path, at: event.meta.at}', {}, { fields: { path: 'string', at: 'timestamp' } }, { at: now }],
    ['{path: event.path}', {}, { fields: { path: 'string' } }, undefined],
    ['[event.path, "b"]', {}, { list: 'string' }, [null, 'b']],
    ['event.at', { at: '2026-03-02T01:00:00.5+01:00' }, 'timestamp', now + 500],
    ['event.at + days(1)', { at: now }, 'timestamp', now + 86_400_000],
    ['event.amount', { amount: { amount: 5, currency: 'USD', note: 'x' } }, 'money', { amount: 5, currency: 'usd' }],
    [
      'event.amount + event.fee',
      { amount: { amount: 5, currency: 'usd' }, fee: { amount: 7, currency: 'usd' } },
      'money',
      { amount: 12, currency: 'usd' },
    ],
    ['{amount: event.seats * 900, currency: "USD"}', { seats: 3 }, 'money', { amount: 2700, currency: 'usd' }],
    ['event.seats > 5 ? "big" : "small"', { seats: 3 }, 'string', 'small'],
    ['event.seats > 5 ? "big" : null', { seats: 3 }, 'string', undefined],
    ['event.path + "?a"', { path: '/x' }, 'string', '/x?a'],
    ['event.tags + ["b"]', { tags: ['a'] }, { list: 'string' }, ['a', 'b']],
    ['event.any.deep.er', { any: { deep: { er: 1 } } }, 'any', 1],
    ['days(1) / hours(1)', {}, 'number', 24],
    ['days(2) * 2', {}, 'duration', 345_600_000],
    ['now', {}, 'timestamp', now],
    ['null', {}, 'any', undefined],
    ['"a\\nb"', {}, 'string', 'a\nb'],
  ])('%s of %j', (text, event, type, value) => {
    expect(evaluate(text, event)).toEqual({ type, value, problems: [] });
  });

  it('keeps the digits of a number that a double cannot hold', () => {
    const { value } = evaluate('{seats: event.seats}', { seats: new ExactNumber('123456789012345678901234567890') });
    expect(stringifyJson(value)).toBe('{"seats":123456789012345678901234567890}');
  });

  it('reads what nobody planned where that is allowed', () => {
    expect(evaluate('event.surprise', { surprise: 1 }, true)).toMatchObject({ type: 'any', value: 1 });
    expect(evaluate('event.surprise', { surprise: 1 }).problems[0]).toMatchObject({ code: 'E104' });
    expect(evaluate('event.constructor', {}, true).value).toBeUndefined();
  });

  it.each([
    ['{a: 1, a: 2}', 'E105'],
    ['{"__proto__": 1}', 'E105'],
    ['{1: 2}', 'E105'],
    ['event.meta', 'E105'],
    ['event.tags.first', 'E105'],
    ['event.amount * 2', 'E106'],
    ['event.path - 1', 'E105'],
    ['event.?path', 'E101'],
    ['"{{path}}" +', 'E101'],
  ])('refuses %s with %s', (text, code) => {
    expect(evaluate(text).problems[0]?.code).toBe(code);
  });
});
