import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExactNumber } from '../json.js';
import type { Scope } from '../scope.js';
import type { Truth, Type, Value } from '../value.js';
import { builtinMembers } from './builtin-members.js';
import { compileCondition } from './compile-condition.js';
import { compileExpression } from './compile-expression.js';
import type { ExpressionContext } from './expression-context.js';
import { readInstant } from './instant.js';

const place = { file: 'f.yaml', line: 1, column: 1 };
const types: readonly Type[] = [
  'string',
  'integer',
  'number',
  'boolean',
  'timestamp',
  'duration',
  'money',
  'any',
  { list: 'any' },
  { fields: { a: 'any' } },
];
const members = Object.fromEntries(types.map((type, index) => [`t${index}`, { type }]));
const quiet: ExpressionContext = {
  names: { event: { own: builtinMembers.event, traits: members, open: true }, account: { own: builtinMembers.account, traits: members } },
  report: () => undefined,
};

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    undefined,
    null,
    Number.NaN,
    Infinity,
    '',
    '2026-01-01T00:00:00Z',
    { amount: 1, currency: 'usd' },
    { amount: '1', currency: 3 },
    [null],
    new ExactNumber('1e400'),
  ),
);
const scopes = fc.array(anything, { minLength: types.length, maxLength: types.length }).map((values): Scope => {
  const traits = Object.fromEntries(values.map((value, index) => [`t${index}`, value])) as Record<string, Value>;
  return { now: 1e12, event: { own: traits, traits }, account: { own: traits, traits } };
});

const { leaf, expression } = fc.letrec<{ leaf: string; expression: string }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom(
      '1',
      '2.5',
      '"a"',
      'true',
      'null',
      'now',
      '[]',
      '{a: 1}',
      'days(1)',
      '{amount: 1, currency: "usd"}',
      'event.meta.at',
      'event.constructor',
    ),
    fc.tuple(fc.constantFrom('event', 'account'), fc.nat(types.length - 1)).map(([subject, index]) => `${subject}.t${index}`),
  ),
  expression: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%', '&&', '||'),
        tie('expression'),
      )
      .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(fc.constantFrom('!', '-'), tie('expression')).map(([sign, a]) => `${sign}(${a})`),
    fc
      .tuple(fc.constantFrom('since', 'days', 'lower', 'domain', 'is_free_mail', 'size', 'has', 'timestamp', 'duration'), tie('expression'))
      .map(([name, a]) => `${name}(${a})`),
    fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('.amount', '.currency', '[0]', '["a"]', '.contains("a")', '.size()'))
      .map(([a, access]) => `${a}${access}`),
    fc.tuple(tie('expression'), tie('expression')).map(([a, b]) => `[${a}, ${b}]`),
  ),
}));

describe('laws', () => {
  it('never throws, whatever is written and whatever arrives', () => {
    let compiled = 0;
    fc.assert(
      fc.property(fc.oneof(expression, leaf), scopes, (text, scope) => {
        compileExpression(text, place, quiet)?.evaluate(scope);
        const condition = compileCondition(text, place, quiet);
        if (condition === undefined) return;
        compiled += 1;
        const { result, parts } = condition.trace(scope);
        expect(condition.holds(scope)).toBe(result);
        expect(parts[0]!.result).toBe(result);
      }),
      { numRuns: 3000 },
    );
    expect(compiled).toBeGreaterThan(100);
  });

  it('answers any text with an expression or a problem', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({
            unit: fc.constantFrom('a', '.', '(', ')', '"', '\\', '!', '-', '&&', ' in ', '[', ']', '{', '}', ':', '?', '1', '\n', 'event'),
          }),
        ),
        (text) => {
          let problems = 0;
          const context: ExpressionContext = { ...quiet, report: () => (problems += 1) };
          expect(compileExpression(text, place, context) === undefined).toBe(problems > 0);
        },
      ),
      { numRuns: 2000 },
    );
  });

  const truths = fc.constantFrom<Truth>(true, false, 'unknown');
  const holds = (text: string, values: readonly Truth[]): Truth => {
    const traits = Object.fromEntries(values.map((value, index) => [`x${index}`, value === 'unknown' ? null : value])) as Record<
      string,
      Value
    >;
    const names = { event: { own: {}, traits: Object.fromEntries(values.map((_, index) => [`x${index}`, { type: 'boolean' as const }])) } };
    return compileCondition(
      text.replaceAll(/\b[abc]\b/g, (letter) => `event.x${'abc'.indexOf(letter)}`),
      place,
      {
        names,
        report: (problem) => {
          throw new Error(problem.message);
        },
      },
    )!.holds({ now: 0, event: { own: {}, traits } });
  };
  const rank = (truth: Truth) => (truth === true ? 1 : truth === false ? 0 : 0.5);

  it('&& is the least and || the greatest of its parts; ! turns around', () => {
    fc.assert(
      fc.property(truths, truths, truths, (a, b, c) => {
        expect(rank(holds('a && b', [a, b]))).toBe(Math.min(rank(a), rank(b)));
        expect(rank(holds('a || b', [a, b]))).toBe(Math.max(rank(a), rank(b)));
        expect(rank(holds('!a', [a]))).toBe(1 - rank(a));
        expect(rank(holds('a && b && c', [a, b, c]))).toBe(Math.min(rank(a), rank(b), rank(c)));
        expect(rank(holds('a || b || c', [a, b, c]))).toBe(Math.max(rank(a), rank(b), rank(c)));
      }),
    );
  });

  it.each([
    ['!(a && b)', '!a || !b'],
    ['!(a || b)', '!a && !b'],
    ['a && (b || c)', 'a && b || a && c'],
    ['a || (b && c)', '(a || b) && (a || c)'],
    ['a && b', 'b && a'],
    ['(a && b) && c', 'a && (b && c)'],
    ['!!a', 'a'],
  ])('%s is %s', (left, right) => {
    fc.assert(fc.property(truths, truths, truths, (a, b, c) => expect(holds(left, [a, b, c])).toBe(holds(right, [a, b, c]))));
  });

  it('reads every instant that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true }), (date) =>
        expect(readInstant(date.toISOString())).toBe(date.getTime()),
      ),
    );
  });
});
