// Every example of the language's description compiles, fits the schema that editors check it with, and behaves as it is described.

import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { jsonSchemas, type FileKind } from '#libs/language/keys/json-schemas.js';
import { lintWorkspace } from '#libs/language/lint/lint-workspace.js';
import { parseTestFile } from '#libs/language/test-file.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { page, workspaceOfPage } from '#libs/testing/language-page.js';
import { runTest } from './run-test.js';

const ajv = new Ajv({ allErrors: true, strict: false });
const schemas = jsonSchemas(stepSyntaxes);

function compiled(changes: Readonly<Record<string, string>> = {}) {
  const files = Object.entries({ ...workspaceOfPage, ...changes }).map(([path, text]) => ({ path, text }));
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  return { workspace, told: formatProblems(problems, files, 'human') };
}

/** What is not as the timeline expects: `path: expected is actual`. */
function failures(text: string, changes: Readonly<Record<string, string>> = {}): readonly string[] {
  const file = { path: 'workflows/page.test.yaml', text };
  const { test: parsed, problems } = parseTestFile(file);
  expect(formatProblems(problems, [file], 'human')).toBe('');
  const { workspace, told } = compiled(changes);
  expect(told).toBe('');
  return runTest(parsed!, workspace!, stepsByKind).failures.flatMap(({ place, differences }) =>
    differences.map(
      ({ path, expected, actual }) => `${place.line} ${path}: ${JSON.stringify(expected)} is ${JSON.stringify(actual) ?? 'not there'}`,
    ),
  );
}

function misfits(text: string): readonly string[] {
  const value = parse(text) as Record<string, unknown>;
  const validate = ajv.compile(schemas.get(Object.keys(value)[0] as FileKind)!);
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the examples of the page', () => {
  test('compile together, without a word', () => {
    expect(compiled().told).toBe('');
  });

  test.each(Object.entries(page))('%s fits its schema', (_path, text) => {
    expect(misfits(text)).toEqual([]);
  });

  test('are warned of nothing but events that only some of them use', () => {
    expect(lintWorkspace(compiled().workspace!).map(({ code, message }) => `${code} ${message}`)).toEqual([]);
  });
});

const workflow = (lines: string, of = 'person') => `workflow: z\nof: ${of}\n${lines}`;

describe('what the comments of the examples say may stand there, too', () => {
  test.each([
    [
      'a trigger with a condition',
      workflow('when: [{ event: Demo Requested, if: event.company_size > 5 }]\nsteps: [{ email: book-a-call }]\n'),
    ],
    ['a stage', workflow('when: [{ stage: demo_held }]\nsteps: [{ email: book-a-call }]\n', 'deal')],
    [
      'a time that comes again',
      workflow('when: [{ every: "mon 09:00", zone: owner }]\nsteps: [{ notify: { rep: owner, text: Hi } }]\n', 'account'),
    ],
    ['again: never', workflow('when: [{ event: page }]\nagain: never\nsteps: [{ email: book-a-call }]\n')],
    ['again: after exit', workflow('when: [{ event: page }]\nagain: after exit\nsteps: [{ email: book-a-call }]\n')],
    ['a key', workflow('when: [{ event: Demo Requested }]\nkey: event.platform\nsteps: [{ email: book-a-call }]\n')],
    [
      'on_error: stop',
      workflow('when: [{ event: page }]\nsteps: [{ do: hubspot.upsert_contact, with: { email: person.email }, on_error: stop }]\n'),
    ],
    [
      'on_error with steps',
      workflow(
        'when: [{ event: page }]\nsteps: [{ do: hubspot.upsert_contact, with: { email: person.email }, on_error: [{ task: Look, for: rep:sales-lead }] }]\n',
      ),
    ],
    [
      'wait_until an instant',
      workflow('when: [{ event: page }]\nsteps: [{ wait_until: event.meta.at + days(3) }, { email: book-a-call }]\n'),
    ],
    [
      'wait_until a time of day',
      workflow(
        'when: [{ event: page }]\nsteps: [{ wait_until: { time: "09:00", days: mon-fri, zone: person } }, { email: book-a-call }]\n',
      ),
    ],
    [
      'wait_for since the start',
      workflow(
        'when: [{ event: page }]\nsteps: [{ wait_for: { event: Signed In, up_to: 3d, since: start, got: [{ exit: in }] } }, { email: book-a-call }]\n',
      ),
    ],
    [
      'a step with an id',
      workflow('when: [{ event: page }]\nsteps: [{ id: hello, email: book-a-call }, { start: { workflow: onboarding } }]\n'),
    ],
    ['move_deal', workflow('when: [{ event: page }]\nsteps: [{ move_deal: demo_held }]\n', 'deal')],
  ])('%s', (_what, text) => {
    expect(misfits(text)).toEqual([]);
    expect(compiled({ 'workflows/z.yaml': text }).told).toBe('');
  });

  test('on_publish: keep and migrate', () => {
    for (const way of ['keep', 'migrate']) {
      const text = workflow(`when: [{ event: page }]\non_publish: ${way}\nsteps: [{ email: book-a-call }]\n`);
      expect(misfits(text)).toEqual([]);
      expect(compiled({ 'workflows/z.yaml': text }).told).toBe('');
    }
  });

  test('an account’s run mails whom "to" names', () => {
    const text = workflow(
      `when: [{ event: page }]\nsteps:\n  - email: {send: book-a-call, to: {people: 'person.role == "admin"', at_most: 3}}\n`,
      'account',
    );
    expect(misfits(text)).toEqual([]);
    expect(compiled({ 'workflows/z.yaml': text }).told).toBe('');
  });

  test('an audience that is entered', () => {
    const audience = 'audience: quiet\nof: person\nif: person.engagement == "critical"\n';
    const text = workflow('when: [{ audience: quiet, enters: true }]\nsteps: [{ email: still-interested }]\n');
    expect([misfits(audience), misfits(text)]).toEqual([[], []]);
    expect(compiled({ 'audiences/quiet.yaml': audience, 'workflows/z.yaml': text }).told).toBe('');
  });
});

describe('the example of a test', () => {
  /** The lines of the example's score make 65 for this account; its tier begins at 70. */
  const score = page['scores/fit.yaml']!.replace('{ give: 40, if', '{ give: 45, if');

  test('passes on the other examples', () => {
    expect(failures(page['workflows/inbound.test.yaml']!, { 'scores/fit.yaml': score })).toEqual([]);
  });

  test('tells expected and actual where it does not', () => {
    const wrong = page['workflows/inbound.test.yaml']!.replace('stage: qualified', 'stage: trial');
    expect(failures(wrong, { 'scores/fit.yaml': score })).toEqual(['9 deal.stage: "trial" is "qualified"']);
  });
});

describe('the example of a workflow', () => {
  const given = 'test: it\nclock: 2026-03-02T10:00:00+01:00\ngiven: { account: { employees: 300 } }\narms: { re-engage: treated }\n';
  /** Who has a subscription of nothing is known not to pay; without one it would be unknown. */
  const free = (person = 'ana@acme.test') =>
    `  - event: stripe.subscription_updated\n    person: ${person}\n    properties: { amount: { amount: 0, currency: usd } }\n`;

  test('brings a quiet account back: a mail, four days, a story, a call, one of two last mails, and HubSpot knows', () => {
    const text = `${given}timeline:
${free()}  - after: 1m
    event: Trial Expired
    expect: { emails: [still-interested], runs: { re-engage: sleeping } }
  - after: 4d
    expect: { emails: [customer-story], runs: { re-engage: listening } }
  - after: 1h
    event: email.clicked
    expect: { tasks: [Call them], runs: { re-engage: listening } }
  # The third mail within seven days waits for the first one to be seven days old.
  - after: 3d
    expect: { person: { lifecycle: dormant }, acts: [hubspot.upsert_contact], runs: { re-engage: done } }
`;
    expect(failures(text)).toEqual([]);
  });

  test('begins when engagement falls by time alone, and holds the mail until the window opens in the morning', () => {
    const ticket = '  - after: 1m\n    event: Ticket Answered\n';
    const text = `${given}timeline:
${free()}  - after: 10h
    event: Ticket Answered
${ticket.repeat(7)}    expect: { person: { engagement: medium }, runs: { re-engage: null } }
  - after: 13d
    expect: { person: { engagement: medium } }
  - after: 1d
    expect: { person: { engagement: critical }, emails: [], runs: { re-engage: listening } }
  - after: 12h
    expect: { emails: [] }
  - after: 1h
    expect: { emails: [still-interested] }
`;
    expect(failures(text)).toEqual([]);
  });

  test.each([
    ['a call is booked', 'event: calendly.booked', 'stop_when: calendly.booked'],
    ['they unsubscribe', 'event: email.unsubscribed', 'stop_when: email.unsubscribed'],
    ['the goal is met', 'event: Ticket Answered', 'goal: Ticket Answered'],
    [
      'they pay',
      'event: stripe.subscription_updated\n    properties: { amount: { amount: 900, currency: usd } }',
      'stop_if: account.is_paying',
    ],
  ])('ends when %s', (_what, moment, reason) => {
    const text = `${given}timeline:\n${free()}  - after: 1m\n    event: Trial Expired\n  - after: 1d\n    ${moment}\n  - after: 5d\n    expect: { emails: [], ended: { re-engage: "${reason}" } }\n`;
    expect(failures(text)).toEqual([]);
  });

  test('nobody in onboarding is taken in, and nobody whose payment is unknown', () => {
    const text = `${given}timeline:\n${free()}  - event: Trial Started\n  - after: 1m\n    event: Trial Expired\n    expect: { emails: [], runs: { onboarding: sleeping } }\n`;
    expect(failures(text)).toEqual([]);
    const unknown = `${given}timeline:\n  - event: Trial Expired\n    person: ana@acme.test\n    expect: { emails: [], runs: {} }\n`;
    expect(failures(unknown)).toEqual([]);
  });

  test('one of ten accounts is held out and gets nothing', () => {
    const text = `${given.replace('treated', 'holdout')}timeline:\n${free()}  - after: 1m\n    event: Trial Expired\n  - after: 9d\n    expect: { emails: [] }\n`;
    expect(failures(text)).toEqual([]);
  });
});
