// E424 and E427: what can be said of a condition before any event has arrived.

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compile, small } from '#libs/testing/small-workspace.js';
import { compileCondition } from '../expression/compile-condition.js';
import type { Value } from '../value.js';
import { canHold, situation, type Domain, type Domains } from './can-hold.js';
import { deadConditions } from './dead-conditions.js';
import { lintWorkspace } from './lint-workspace.js';

const plan = {
  'tracking-plan/account.yaml':
    'plan: account\nproperties:\n  platform: { type: string, one_of: [shopify, magento] }\n  seats: { type: integer, min: 1, max: 100 }\n  rate: { type: number, min: 0 }\n  is_partner: { type: boolean }\n  plan: { type: string }\n',
  'traits/engagement.yaml':
    'traits: account\ncompute:\n  engagement: { bucket: { count: page, within: 14d }, levels: { high: 40, low: 0 } }\n  last_size: { latest: event.company_size, of: Demo Requested }\n',
};

function linted(changes: Readonly<Record<string, string>>) {
  const { workspace, problems } = compile({ ...plan, ...changes });
  expect(problems).toEqual([]);
  return lintWorkspace(workspace!).map(({ code, message, place, hint }) => {
    expect(hint).toBeTruthy();
    return { code, message, at: `${place.file}:${place.line}:${place.column}` };
  });
}

function saidOf(condition: string, when = 'event: demo_requested'): readonly string[] {
  const text = `workflow: z\nof: account\nwhen: [{ ${when} }]\nif: '${condition}'\nsteps: [{ set: { account.plan: x } }]\n`;
  return linted({ 'workflows/z.yaml': text }).map(({ code, message }) => `${code} ${message}`);
}

describe('a condition by the types of its values', () => {
  test.each([
    ['account.platform == "shopfy"', 'account.platform is never "shopfy": this is never so'],
    ['account.platform != "Shopify"', 'account.platform is never "Shopify": this is always so'],
    ['account.platform in ["a", "b"]', 'account.platform is one of shopify, magento: this is never so'],
    ['account.platform in ["shopify", "magento"]', 'account.platform is one of shopify, magento: this is always so'],
    ['account.seats >= 1', 'account.seats is at least 1 and at most 100: this is always so'],
    ['account.seats > 100', 'account.seats is at least 1 and at most 100: this is never so'],
    ['0 >= account.seats', 'account.seats is at least 1 and at most 100: this is never so'],
    ['account.seats < 5 && account.seats > 4', 'account.seats < 5 && account.seats > 4 is never met: no values make all of it true'],
    ['account.rate < 0', 'account.rate is at least 0: this is never so'],
    ['account.demos >= 0', 'account.demos is at least 0: this is always so'],
    ['account.people < 0', 'account.people is at least 0: this is never so'],
    ['account.engagement == "medium"', 'account.engagement is never "medium": this is never so'],
    ['account.tier == "enterprize"', 'account.tier is never "enterprize": this is never so'],
    ['account.last_size == 0', 'account.last_size is at least 1: this is never so'],
    ['event.company_size < 1', 'event.company_size is at least 1: this is never so'],
    ['deal.stage == "wonn"', 'deal.stage is never "wonn": this is never so'],
    ['event.meta.name == "page"', 'event.meta.name is never "page": this is never so'],
    ['account.is_partner && !account.is_partner', 'account.is_partner && !account.is_partner is never met: no values make all of it true'],
    ['account.is_partner == true || account.is_partner == false', null],
    [
      'account.plan == "a" && account.plan == "b"',
      'account.plan == "a" && account.plan == "b" is never met: no values make all of it true',
    ],
    ['account.plan != "a" || account.plan != "b"', 'account.plan != "a" || account.plan != "b" is always met when its values are known'],
    ['!has(account.plan) && account.plan == "a"', '!has(account.plan) && account.plan == "a" is never met: no values make all of it true'],
    ['since(account.last_seen_at) < days(7) && since(account.last_seen_at) > days(30)', null],
    ['account.demos > 1 && (account.seats > 200 || account.is_partner)', 'account.seats is at least 1 and at most 100: this is never so'],
    ['true', 'true is always met when its values are known'],
  ])('%s is told', (condition, expected) => {
    const said = saidOf(condition);
    if (expected === null) expect(said).toEqual([expect.stringMatching(/^E424 .* (never|always) met/)]);
    else expect(said).toEqual([`E424 ${expected}`]);
  });

  test.each([
    'account.platform == "shopify"',
    'account.platform != "shopify" && account.is_partner',
    'account.seats >= 2 && account.seats <= 2',
    'account.seats > 1 || account.is_partner',
    'account.rate > 0',
    'account.demos > 0 && account.demos < 2',
    'account.plan in ["a", "b"] && account.plan != "a"',
    'has(account.plan) && account.plan == "a"',
    'since(account.last_seen_at) < days(7) || since(account.last_seen_at) > days(30)',
    'account.last_seen_at > account.first_seen_at',
    'account.is_partner ? account.seats > 5 : account.seats > 50',
    'domain(account.domain) == "x" && domain(account.name) == "y"',
    'account.seats * 2 > 150',
    'event.company_size > 5',
  ])('%s is left alone', (condition) => {
    expect(saidOf(condition)).toEqual([]);
  });

  test('names the very part that is dead, with what was probably meant', () => {
    const { workspace } = compile({
      ...plan,
      'workflows/z.yaml':
        'workflow: z\nof: account\nwhen: [{ event: page }]\nif: account.is_partner || account.platform == "shopfy"\nsteps: [{ wait: 1d }]\n',
    });
    expect(deadConditions(workspace!)).toEqual([
      expect.objectContaining({
        place: { file: 'workflows/z.yaml', line: 4, column: 27, length: 28 },
        hint: 'did you mean "shopify"? it is one of shopify, magento',
      }),
    ]);
  });

  test('is not told to exclude what several events bring, when one of them brings it unplanned', () => {
    const text = (when: string) =>
      `workflow: z\nof: account\nwhen: [${when}]\nif: event.company_size < 1\nsteps: [{ set: { account.plan: x } }]\n`;
    const codes = (when: string) => linted({ 'workflows/z.yaml': text(when) }).map(({ code }) => code);
    expect(codes('{ event: Demo Requested }')).toEqual(['E424']);
    expect(codes('{ event: Demo Requested }, { event: page }')).toEqual([]);
  });

  test('is judged as it is evaluated: what holds for some values is never called dead', () => {
    const domains: Readonly<Record<string, Domain>> = {
      'account.seats': { min: 1, max: 4, isWhole: true },
      'account.platform': { choices: ['shopify', 'magento'] },
    };
    const of: Domains = (name) => domains[name];
    const number = fc.integer({ min: -1, max: 6 });
    const relation = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
    const leaf = fc.oneof(
      fc.tuple(relation, number).map(([op, n]) => `account.seats ${op} ${n}`),
      fc.tuple(relation, number).map(([op, n]) => `${n} ${op} account.seats`),
      fc.tuple(fc.constantFrom('==', '!='), fc.constantFrom('shopify', 'magento', 'x')).map(([op, s]) => `account.platform ${op} "${s}"`),
      fc.subarray(['shopify', 'magento', 'x']).map((list) => `account.platform in ${JSON.stringify(list)}`),
      fc.constantFrom('account.is_partner', 'has(account.platform)', 'true', 'false'),
    );
    const tree = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4, depthIdentifier: 'condition' },
        leaf,
        tie('node').map((one) => `!(${one})`),
        fc.tuple(tie('node'), fc.constantFrom('&&', '||'), tie('node')).map(([a, op, b]) => `(${a} ${op} ${b})`),
        fc.tuple(tie('node'), tie('node'), tie('node')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
      ),
    })).node;
    const everything: readonly Record<string, Value | undefined>[] = [undefined, 1, 2, 3, 4].flatMap((seats) =>
      [undefined, 'shopify', 'magento'].flatMap((platform) =>
        [undefined, true, false].map((is_partner) => ({ seats, platform, is_partner })),
      ),
    );
    const types = { seats: { type: 'integer' }, platform: { type: 'string' }, is_partner: { type: 'boolean' } } as const;
    fc.assert(
      fc.property(tree, tree, (source, other) => {
        const compiled = [source, other].map((text) =>
          compileCondition(
            text,
            { file: 'x', line: 1, column: 1 },
            { names: { account: { own: {}, traits: types } }, report: () => undefined },
          ),
        );
        const [first, second] = compiled;
        const met = everything.filter((traits) => first!.holds({ now: 0, account: { own: {}, traits } }) === true);
        if (met.length > 0) expect(canHold(situation([source]), of)).toBe(true);
        const alone = met.some((traits) => second!.holds({ now: 0, account: { own: {}, traits } }) !== true);
        if (alone) expect(canHold(situation([source], [other]), of)).toBe(true);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});

const steps = (text: string) => ({
  'workflows/z.yaml': `workflow: z\nof: account\nwhen: [{ event: Demo Requested }]\nsteps:\n${text}`,
});

describe('a branch that is never taken', () => {
  test.each([
    [
      'an "if" that the one around it excludes',
      steps('  - if: account.seats >= 50\n    then:\n      - if: account.seats < 10\n        then: [{ set: { account.plan: x } }]\n'),
      'workflows/z.yaml:7:13',
    ],
    [
      'an "else" that the one around it leaves nothing to',
      steps(
        '  - if: account.seats >= 50\n    then:\n      - if: account.seats >= 10\n        then: [{ set: { account.plan: x } }]\n        else: [{ wait: 1d }]\n',
      ),
      'workflows/z.yaml:7:13',
    ],
    [
      'what was asked already',
      steps(
        '  - if: account.seats >= 50\n    then: [{ set: { account.plan: x } }]\n    else:\n      - if: account.seats > 60\n        then: [{ wait: 1d }]\n',
      ),
      'workflows/z.yaml:8:13',
    ],
    [
      'a tier below one that takes all of it',
      {
        'scores/fit.yaml': small['scores/fit.yaml']!.replace(
          '  - { tier: self_serve }',
          '  - { tier: growth, if: score >= 50 && account.employees > 5 }\n  - { tier: self_serve }',
        ),
        'routing/inbound.yaml': small['routing/inbound.yaml']!.replace('  self_serve', '  growth: nobody\n  self_serve'),
      },
      'scores/fit.yaml:9:5',
    ],
    [
      'a workflow that stops whoever it takes in',
      {
        'workflows/z.yaml':
          'workflow: z\nof: account\nwhen: [{ event: page }]\nif: account.seats > 5\nstop_if: account.seats > 2\nsteps: [{ set: { account.plan: x } }]\n',
      },
      'workflows/z.yaml:5:10',
    ],
    [
      'a trigger that the workflow excludes',
      {
        'workflows/z.yaml':
          'workflow: z\nof: account\nwhen: [{ event: page, if: account.seats < 3 }, { event: calendly.booked }]\nif: account.seats > 5\nsteps: [{ set: { account.plan: x } }]\n',
      },
      'workflows/z.yaml:3:27',
    ],
  ])('is told: %s', (_what, changes, at) => {
    expect(linted(changes)).toEqual([expect.objectContaining({ code: 'E427', at })]);
  });

  test.each([
    [
      'time has passed',
      '  - if: account.seats >= 50\n    then:\n      - wait: 1d\n      - if: account.seats < 10\n        then: [{ set: { account.plan: x } }]\n',
    ],
    [
      'the value may be unknown',
      '  - if: account.seats >= 50\n    then: [{ set: { account.plan: x } }]\n    else:\n      - if: account.is_partner\n        then: [{ wait: 1d }]\n',
    ],
    [
      'both branches come together again',
      '  - if: account.seats >= 50\n    then: [{ set: { account.plan: x } }]\n  - if: account.seats < 10\n    then: [{ wait: 1d }]\n',
    ],
  ])('is not told where %s', (_what, text) => {
    expect(linted(steps(text))).toEqual([]);
  });

  test('a tier that no score can reach is told by its condition', () => {
    expect(linted({ 'scores/fit.yaml': small['scores/fit.yaml']!.replace('score >= 40', 'score >= 80') })).toEqual([
      expect.objectContaining({ code: 'E424', message: 'score is at least 0 and at most 60: this is never so' }),
    ]);
  });
});
