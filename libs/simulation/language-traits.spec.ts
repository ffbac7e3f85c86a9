// The sections "Traits", "Scores and tiers" and "audience" of the language, taken literally: they compile, and behave as they say.

import { describe, expect, test } from '@jest/globals';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { Fact } from '#libs/language/fact.js';
import { formatProblems } from '#libs/language/format-problem.js';
import type { Value } from '#libs/language/value.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { language } from './language.fixture.js';
import { Simulation } from './simulation.js';

const start = Date.UTC(2026, 2, 3, 9);
const hour = 3_600_000;
const day = 24 * hour;

function simulate(more: Readonly<Record<string, string>> = {}): Simulation {
  const files = Object.entries({ ...language, ...more }).map(([path, text]) => ({ path, text }));
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null || problems.length > 0) throw new Error(formatProblems(problems, files, 'human'));
  return new Simulation(workspace, stepsByKind, start);
}

function did(name: string, at: number, properties: Readonly<Record<string, Value>> = {}, email = 'ana@acme.test'): Fact {
  const kind = name === 'page' || name === 'group' || name === 'identify' ? name : 'event';
  return { kind, name, at, person: { email }, account: {}, properties, personTraits: {}, accountTraits: {} };
}

const said = (at: number, accountTraits: Readonly<Record<string, Value>>): Fact => ({
  ...did('group', at),
  accountTraits,
});

const ana = (simulation: Simulation) => [...simulation.set.people.persons.values()].find(({ mergedInto }) => mergedInto === null)!;
const acme = (simulation: Simulation) => [...simulation.set.people.accounts.values()].find(({ mergedInto }) => mergedInto === null)!;

describe('traits', () => {
  test('every example of the sections compiles without a word', () => {
    expect(() => simulate()).not.toThrow();
  });

  test('count within: an event counts for its 30 days, and leaves to the millisecond', () => {
    const simulation = simulate();
    simulation.say(did('Teammate Invited', start), 'test');
    simulation.advanceTo(start + 3 * day);
    simulation.say(did('Teammate Invited', start + 3 * day), 'test');
    expect(acme(simulation).traits['seats_invited']).toBe(2);
    simulation.advanceTo(start + 30 * day - 1);
    expect(acme(simulation).traits['seats_invited']).toBe(2);
    simulation.advanceTo(start + 30 * day);
    expect(acme(simulation).traits['seats_invited']).toBe(1);
    simulation.advanceTo(start + 40 * day);
    expect(acme(simulation).traits['seats_invited']).toBe(0);
  });

  test('traits follow the event’s own time: a late event is in the window, or was never', () => {
    const simulation = simulate();
    simulation.advanceTo(start + 31 * day);
    simulation.say(did('Teammate Invited', start + 2 * day), 'test');
    simulation.say(did('Teammate Invited', start), 'test');
    expect(acme(simulation).traits['seats_invited']).toBe(1);
    simulation.advanceTo(start + 32 * day);
    expect(acme(simulation).traits['seats_invited']).toBe(0);
  });

  test('a bucket is the highest level that the count reaches, and falls as time alone passes', () => {
    const simulation = simulate();
    expect(ana).toBeDefined();
    for (let n = 0; n < 20; n += 1) simulation.say(did('Ticket Answered', start + n * 1000), 'test');
    expect([ana(simulation).traits['engagement'], acme(simulation).traits['engagement']]).toEqual(['high', 'medium']);
    simulation.advanceTo(start + 13 * day);
    expect(ana(simulation).traits['engagement']).toBe('high');
    simulation.advanceTo(start + 14 * day + 2 * hour);
    expect([ana(simulation).traits['engagement'], acme(simulation).traits['engagement']]).toEqual(['critical', 'critical']);
  });

  test('a bucket of somebody who never did any of it is unknown, not its lowest level', () => {
    const simulation = simulate();
    simulation.say(did('Signed In', start), 'test');
    simulation.advanceTo(start + 60 * day);
    expect(ana(simulation).traits['engagement']).toBeUndefined();
  });

  test('a rollup counts the people for whom it holds, as they come, go quiet and come back', () => {
    const simulation = simulate();
    simulation.say(did('Signed In', start), 'test');
    simulation.say(did('Signed In', start, {}, 'bo@acme.test'), 'test');
    expect(acme(simulation).traits['active_people']).toBe(2);
    simulation.advanceTo(start + 2 * day);
    simulation.say(did('Signed In', start + 2 * day, {}, 'bo@acme.test'), 'test');
    simulation.advanceTo(start + 7 * day);
    expect(acme(simulation).traits['active_people']).toBe(1);
    simulation.advanceTo(start + 9 * day);
    expect(acme(simulation).traits['active_people']).toBe(0);
    simulation.say(did('Signed In', start + 9 * day), 'test');
    expect(acme(simulation).traits['active_people']).toBe(1);
  });

  test('a rollup takes the earliest of what its people have, whoever came first', () => {
    const simulation = simulate();
    simulation.advanceTo(start + day);
    simulation.say(did('page', start + day, { path: '/late' }), 'test');
    simulation.say(did('page', start, { path: '/early', content_group: 'docs' }, 'bo@acme.test'), 'test');
    expect(acme(simulation).traits['first_touch']).toEqual({ path: '/early', group: 'docs', at: start });
    expect(ana(simulation).traits).toMatchObject({ first_touch: { path: '/late', at: start + day }, touches: 1 });
  });

  test('a formula reads its traits, money by its amount', () => {
    const simulation = simulate();
    simulation.say(did('stripe.subscription_updated', start, { amount: { amount: 900, currency: 'eur' } }), 'test');
    expect(acme(simulation).traits).toMatchObject({ mrr: { amount: 900, currency: 'eur' }, is_paying: true });
    simulation.say(did('Integration Connected', start, { integration: 'slack' }), 'test');
    expect(acme(simulation).traits['integrations']).toEqual(['slack']);
  });
});

describe('scores', () => {
  const scored = (): Simulation => {
    const simulation = simulate();
    simulation.say(said(start, { employees: 300, platform: 'shopify' }), 'test');
    simulation.say(did('Signed In', start), 'test');
    return simulation;
  };

  test('a score has each line that gave points, with the value it saw', () => {
    const simulation = scored();
    expect(acme(simulation)).toMatchObject({ tier: 'growth', traits: { fit: 80 } });
    const [last] = simulation
      .takeOutcomes()
      .changes.filter(({ field }) => field === 'score.fit')
      .slice(-1);
    expect(last?.because.details?.['lines']).toMatchObject([
      { points: 40, because: 'big team', saw: { 'account.employees': 300 } },
      { points: 25, because: 'our home market', saw: { 'account.platform': 'shopify' } },
      { points: 15, saw: { 'account.last_active_at': start } },
    ]);
  });

  test('fades_over: points go down to nothing in that time after the condition ended, by time alone', () => {
    const simulation = scored();
    simulation.advanceTo(start + 7 * day + hour);
    expect(acme(simulation).traits['fit']).toBe(80);
    simulation.advanceTo(start + 9 * day);
    expect(acme(simulation).traits['fit']).toBe(79);
    const [last] = simulation.takeOutcomes().changes.slice(-1);
    expect(last?.because).not.toHaveProperty('event');
    expect(last?.because.details?.['lines']).toMatchObject([{}, {}, { points: 14, fading_since: start + 7 * day }]);
    simulation.advanceTo(start + 22 * day);
    expect(acme(simulation).traits['fit']).toBe(65 + 8);
    simulation.advanceTo(start + 37 * day);
    expect(acme(simulation).traits['fit']).toBe(65);
  });

  test('fades_over: who is active again has all of the points again', () => {
    const simulation = scored();
    simulation.advanceTo(start + 20 * day);
    simulation.say(did('Signed In', start + 20 * day), 'test');
    expect(acme(simulation).traits['fit']).toBe(80);
  });

  test('fades_over: of a condition that facts end it begins when it was found to hold no more', () => {
    const simulation = simulate({
      'scores/fit.yaml':
        'score: fit\nof: account\npoints:\n  - { give: 10, if: account.platform == "shopify", fades_over: 10d }\n  - { give: 1, if: account.employees > 0 }\n',
    });
    simulation.say(said(start, { employees: 1, platform: 'other' }), 'test');
    expect(acme(simulation).traits['fit']).toBe(1);
    simulation.say(said(start + 1, { platform: 'shopify' }), 'test');
    simulation.advanceTo(start + 5 * day);
    simulation.say(said(start + 5 * day, { platform: 'other' }), 'test');
    expect(acme(simulation).traits['fit']).toBe(11);
    simulation.advanceTo(start + 9 * day);
    expect(acme(simulation).traits['fit']).toBe(7);
    simulation.advanceTo(start + 15 * day);
    expect(acme(simulation).traits['fit']).toBe(1);
  });
});

describe('what time alone changes starts workflows', () => {
  const notify = '  - notify: { channel: "#sales", text: "quiet" }\n';
  const quiet = {
    'workflows/re-engage.yaml': `workflow: re-engage
of: person
when:
  - trait: person.engagement
    becomes: [low, critical]
again: after 30d
steps:
${notify}`,
    'audiences/quiet.yaml':
      'audience: quiet\nabout: Nobody has seen them for three weeks.\nof: person\nif: since(person.last_seen_at) >= days(21)\n',
    'workflows/gone.yaml': `workflow: gone\nof: person\nwhen: [{ audience: quiet, enters: true }]\nagain: after exit\nsteps:\n${notify}`,
    'workflows/back.yaml': `workflow: back\nof: person\nwhen: [{ audience: quiet, leaves: true }]\nagain: after exit\nsteps:\n${notify}`,
  };
  const began = (simulation: Simulation) => [...simulation.set.runs.runs.values()].map(({ workflow, startedAt }) => [workflow, startedAt]);

  test('becomes: from not met, or unknown, to met; from one level to another of the list is no transition', () => {
    const simulation = simulate({ 'workflows/re-engage.yaml': quiet['workflows/re-engage.yaml'] });
    for (let n = 0; n < 9; n += 1) simulation.say(did('Ticket Answered', start + n * day), 'test');
    // The first one was from unknown to critical.
    expect(began(simulation)).toEqual([['re-engage', start]]);
    simulation.advanceTo(start + 60 * day);
    expect(ana(simulation).traits['engagement']).toBe('critical');
    expect(began(simulation)).toEqual([['re-engage', start]]);
    const later = simulate({ 'workflows/re-engage.yaml': quiet['workflows/re-engage.yaml'].replace('[low, critical]', '[critical]') });
    for (let n = 0; n < 9; n += 1) later.say(did('Ticket Answered', start + n * hour), 'test');
    later.advanceTo(start + 13 * day);
    expect(began(later)).toEqual([['re-engage', start]]);
  });

  test('an audience is entered when time alone makes its condition met, and left by a fact', () => {
    const simulation = simulate(quiet);
    simulation.say(did('Signed In', start), 'test');
    simulation.advanceTo(start + 21 * day - 1);
    expect(began(simulation)).toEqual([]);
    simulation.advanceTo(start + 22 * day);
    expect(began(simulation)).toEqual([['gone', start + 21 * day]]);
    expect(ana(simulation).traits['audience:quiet']).toBe(true);
    simulation.say(did('Signed In', start + 22 * day), 'test');
    expect(began(simulation)).toEqual([
      ['gone', start + 21 * day],
      ['back', start + 22 * day],
    ]);
    expect(ana(simulation).traits['audience:quiet']).toBe(false);
  });

  test('already met when it is given: nobody enters', () => {
    const simulation = simulate(quiet);
    simulation.give(did('Signed In', start - 30 * day), 'given');
    simulation.given();
    simulation.advanceTo(start + 60 * day);
    expect(began(simulation)).toEqual([]);
  });

  test('who is met by the first fact about it has entered', () => {
    const simulation = simulate({
      'audiences/big.yaml': 'audience: big\nof: account\nif: account.employees >= 200\n',
      'workflows/big.yaml': `workflow: big\nof: account\nwhen: [{ audience: big, enters: true }]\nsteps:\n${notify}`,
    });
    simulation.say(said(start, { employees: 300 }), 'test');
    expect(began(simulation)).toEqual([['big', start]]);
  });
});
