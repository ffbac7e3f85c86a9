// A small workspace's names, and conditions compiled and decided against it.

import type { Condition } from '../expression.js';
import type { Problem } from '../place.js';
import type { Scope } from '../scope.js';
import type { Value } from '../value.js';
import { builtinMembers } from './builtin-members.js';
import { compileCondition } from './compile-condition.js';
import type { ExpressionContext } from './expression-context.js';

export const from = 'tracking-plan/account.yaml';
const names: ExpressionContext['names'] = {
  event: {
    own: builtinMembers.event,
    traits: {
      amount: { type: 'money' },
      fee: { type: 'money' },
      path: { type: 'string' },
      items: { type: { list: 'any' } },
      at: { type: 'timestamp' },
      any: { type: 'any' },
      other: { type: 'any' },
    },
  },
  person: { own: builtinMembers.person, traits: { roles: { type: { list: 'string' } } } },
  account: {
    own: builtinMembers.account,
    traits: {
      employees: { type: 'integer', from },
      ratio: { type: 'number', from },
      platform: { type: 'string', from },
      is_paying: { type: 'boolean', from },
      mrr: { type: 'money', from },
      last_active_at: { type: 'timestamp', from },
      cycle: { type: 'duration', from },
    },
  },
  score: { own: {}, traits: {} },
};
export const place = { file: 'workflows/inbound.yaml', line: 12, column: 9 };
export const now = Date.UTC(2026, 2, 2, 14);
export const day = 86_400_000;

export function compile(text: string): { condition: Condition | undefined; problems: Problem[] } {
  const problems: Problem[] = [];
  const lists = { competitors: ['Rival.com', 'other.example'] };
  return { condition: compileCondition(text, place, { names, lists, report: (problem) => problems.push(problem) }), problems };
}

export type Given = Partial<Record<'event' | 'meta' | 'person' | 'account' | 'account_own', Record<string, unknown>>>;

export function scopeOf(given: Given): Scope {
  const facts = (own: unknown, traits: unknown) => ({
    own: (own ?? {}) as Record<string, Value>,
    traits: (traits ?? {}) as Record<string, Value>,
  });
  return {
    now,
    event: facts(given.meta, given.event),
    person: facts(given.person, given.person),
    account: facts(given.account_own, given.account),
    score: 55,
  };
}
