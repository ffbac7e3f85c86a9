// The section "Names in conditions" of the language, a test for each of its sentences, on the page's own workspace.

import { describe, expect, test } from '@jest/globals';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { Facts, Scope } from '#libs/language/scope.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { workspaceOfPage } from '#libs/testing/language-page.js';
import { did, start } from './simulation.fixture.js';
import { Simulation } from './simulation.js';

function compiled(condition: string, { of = 'person', when = '{ event: Demo Requested }' } = {}) {
  const steps = of === 'person' ? '{ email: book-a-call }' : '{ notify: { rep: sales-lead, text: Hi } }';
  const text = `workflow: z\nof: ${of}\nwhen: [${when}]\nif: ${JSON.stringify(condition)}\nsteps: [${steps}]\n`;
  const files = Object.entries({ ...workspaceOfPage, 'workflows/z.yaml': text }).map(([path, each]) => ({ path, text: each }));
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  return { workspace, told: problems.map(({ code, message, hint }) => `${code} ${message}: ${hint}`) };
}

const facts = (own: Facts['own'], traits: Facts['traits'] = {}): Facts => ({ own, traits });

function traced(condition: string, scope: Partial<Scope>, around = {}) {
  const { workspace, told } = compiled(condition, around);
  expect(told).toEqual([]);
  const compiledCondition = workspace!.workflows.get('z')!.if!;
  const whole = { now: start, ...scope };
  expect(compiledCondition.holds(whole)).toBe(compiledCondition.trace(whole).result);
  return compiledCondition.trace(whole);
}

describe('names in conditions', () => {
  test.each([
    ['person', 'event person account deal owner run workspace', ''],
    ['account', 'event account deal owner run workspace', 'person'],
    ['deal', 'event person account deal owner run workspace', ''],
  ])('a workflow of %s sees those that its subject has', (of, seen, unseen) => {
    const member: Readonly<Record<string, string>> = {
      event: 'event.meta.id',
      run: 'run.id',
      workspace: 'workspace.name',
      owner: 'owner.id',
    };
    for (const name of seen.split(' ')) expect(compiled(`${member[name] ?? `${name}.id`} == "x"`, { of }).told).toEqual([]);
    for (const name of [unseen, 'score'].filter(Boolean))
      expect(compiled(`${name}.id == "x"`, { of }).told).toEqual([
        expect.stringMatching(new RegExp(`^E108 ${name} cannot be seen here: `)),
      ]);
    expect(compiled('now > timestamp("2026-01-01T00:00:00Z")', { of }).told).toEqual([]);
  });

  test('a workflow that no event starts has no event', () => {
    expect(compiled('event.company_size > 5', { when: '{ trait: person.engagement, becomes: low }' }).told).toEqual([
      expect.stringMatching(/^E108 event cannot be seen here/),
    ]);
  });

  test('a property is a plain member; metadata stands under event.meta', () => {
    const event = facts({ name: 'Demo Requested', at: start, received_at: start, source: 'website', id: 'e1' }, { company_size: 7 });
    expect(traced('event.company_size == 7 && event.meta.source == "website" && event.meta.at == now', { event }).result).toBe(true);
    expect(compiled('event.source == "website"').told).toEqual(['E104 event has no property "source": did you mean event.meta.source?']);
  });

  test('a misspelt member is a compile error with a suggestion, its type and the file that declares it', () => {
    expect(compiled('account.employes >= 200').told).toEqual([
      'E104 account has no trait "employes": did you mean "employees"? (integer, from tracking-plan/account.yaml)',
    ]);
  });

  test('a wrongly typed member is a compile error that says what to write', () => {
    expect(compiled('account.employees >= "200"').told).toEqual([expect.stringMatching(/^E105 .*: write 200 without quotes$/)]);
    expect(compiled('person.first_seen_at < 7').told).toEqual([expect.stringMatching(/^E105 .*: how long ago it was: since\(/)]);
  });

  test.each([
    ['is missing', {}],
    ['is null', { employees: null }],
  ])('a value that %s never throws: a comparison with it is unknown, which is not met, and the trace says so', (_what, traits) => {
    const trace = traced('account.employees >= 200 && person.can_email', {
      account: facts({}, traits),
      person: facts({ can_email: true }),
    });
    expect(trace.result).toBe('unknown');
    expect(trace.parts.map(({ source, result }) => [source, result])).toEqual([
      ['account.employees >= 200 && person.can_email', 'unknown'],
      ['account.employees >= 200', 'unknown'],
      ['person.can_email', true],
    ]);
    expect(traced('!(account.employees >= 200)', { account: facts({}, traits) }).result).toBe('unknown');
    expect(traced('account.employees >= 200', {}).result).toBe('unknown');
  });

  test('numbers compare across int and double', () => {
    const scope = { account: facts({}, { employees: 200 }) };
    expect(traced('account.employees == 200.0 && account.employees > 199.5 && account.employees in [200.0]', scope).result).toBe(true);
  });

  test('money of two currencies is refused where it is written, and unknown where it arrives', () => {
    const dollars = '{amount: 100, currency: "usd"}';
    expect(compiled(`${dollars} == {amount: 100, currency: "eur"}`).told).toEqual([
      expect.stringMatching(/^E106 usd and eur cannot be compared/),
    ]);
    expect(compiled(`${dollars} + {amount: 100, currency: "eur"} == event.budget`).told).toEqual([
      expect.stringMatching(/^E106 usd and eur cannot be added/),
    ]);
    expect(compiled('event.budget > 100').told).toEqual([expect.stringMatching(/^E106 .*: say event\.budget\.amount \(minor units\)$/)]);
    const budget = (currency: string) => ({ event: facts({}, { budget: { amount: 200, currency } }) });
    expect(traced(`event.budget > ${dollars}`, budget('usd')).result).toBe(true);
    expect(traced(`event.budget > ${dollars}`, budget('eur')).result).toBe('unknown');
    expect(traced(`event.budget + ${dollars} > ${dollars}`, budget('eur')).result).toBe('unknown');
  });

  test.each([
    ['days(7) == hours(168)', true],
    ['since(person.first_seen_at) == days(2)', true],
    ['lower(person.name) == "ana"', true],
    ['domain(person.email) == "acme.co.uk"', true],
    ['is_free_mail(person.email)', false],
    ['in_list(person.name, "vips")', true],
  ])('the function in %s gives %s', (condition, expected) => {
    const person = facts({ name: 'ANA', email: 'ana@mail.acme.co.uk', first_seen_at: start - 2 * 86_400_000 });
    const list = { 'lists/vips.yaml': 'list: vips\nitems: [Ana, Bob]\n' };
    const files = Object.entries({
      ...workspaceOfPage,
      ...list,
      'workflows/z.yaml': `workflow: z\nwhen: [{ event: page }]\nif: ${JSON.stringify(condition)}\nsteps: [{ email: book-a-call }]\n`,
    });
    const { workspace, problems } = compileWorkspace(
      files.map(([path, text]) => ({ path, text })),
      stepSyntaxes,
    );
    expect(problems).toEqual([]);
    expect(workspace!.workflows.get('z')!.if!.holds({ now: start, person })).toBe(expected);
  });

  test.each([
    ['person', 'id user_id email name email_is_free can_email time_zone first_seen_at last_seen_at touches'],
    ['account', 'id name domain owner tier people contact.email first_seen_at last_seen_at'],
    ['deal', 'id pipeline stage amount.amount owner contact.email created_at in_stage_since last_fact_at closed_at'],
    ['owner', 'id name email calendar_url team'],
  ])('always there, beside planned traits, are of %s: %s', (name, members) => {
    const condition = members
      .split(' ')
      .map((member) => `has(${name}.${member})`)
      .join(' && ');
    expect(compiled(condition, { of: 'deal' }).told).toEqual([]);
  });

  test('a score is a member of its subject, by its name', () => {
    const { workspace, told } = compiled('account.fit >= 60');
    expect(told).toEqual([]);
    const simulation = new Simulation(workspace!, stepsByKind, start);
    const group = (employees: number) => ({
      ...did('group', start),
      kind: 'group' as const,
      accountTraits: { employees, platform: 'shopify' },
    });
    simulation.say(group(50), 'test');
    simulation.say(did('Demo Requested', start, { company_size: 50 }), 'test');
    const runs = () => [...simulation.set.runs.runs.values()].filter(({ workflow }) => workflow === 'z');
    expect(runs()).toEqual([]);
    simulation.say(group(500), 'test');
    simulation.say(did('Demo Requested', start, { company_size: 500 }), 'test');
    expect(runs()).toHaveLength(1);
  });

  test('a score may not have the name of a trait, which it would overwrite', () => {
    const files = Object.entries({
      ...workspaceOfPage,
      'scores/fit.yaml': workspaceOfPage['scores/fit.yaml']!.replace('score: fit', 'score: engagement'),
    });
    const { problems } = compileWorkspace(
      files.map(([path, text]) => ({ path, text })),
      stepSyntaxes,
    );
    expect(problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'E404 account.engagement is there already: a score of this name would overwrite it',
    ]);
  });
});
