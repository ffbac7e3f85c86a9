import { describe, expect, it, test } from '@jest/globals';
import type { Fact } from '#libs/language/fact.js';
import { asked, day, did, hour, simulate, start } from './simulation.fixture.js';
import type { Simulation } from './simulation.js';

/** What left, as `welcome 0d`: template or rep, days since the start, and why it did not leave after all. */
function left(simulation: Simulation): string[] {
  return simulation.takeOutcomes().performed.map(({ payload, at, refused }) => {
    const what = payload['template'] ?? payload['rep'];
    return `${typeof what === 'string' ? what : '?'} ${(at - start) / day}d${refused === null ? '' : ` ${refused}`}`;
  });
}

const states = (simulation: Simulation) =>
  Object.fromEntries([...simulation.set.runs.runs.values()].map(({ workflow, state, endReason }) => [workflow, endReason ?? state]));

test('a fact has its whole effect at once: score, tier, owner, deal, notice and email', () => {
  const simulation = simulate();
  simulation.say(asked(1200), 'test');
  const { performed, changes } = simulation.takeOutcomes();
  expect(performed.map(({ action, to }) => [action, to])).toEqual([
    ['notify.rep', 'nina@acme.example'],
    ['email.send', 'ana@acme.test'],
  ]);
  expect(changes).toEqual(expect.arrayContaining([expect.objectContaining({ field: 'owner', to: 'nina' })]));
  expect([...simulation.set.deals.deals.values()]).toMatchObject([{ stage: 'new', owner: 'nina' }]);
});

describe('time', () => {
  it.each([
    ['a moment before its end', 2 * day - 1, []],
    ['at its end', 2 * day, ['tips 2d']],
    ['long after, in the moment of its end', 400 * day, ['tips 2d']],
  ])('promise 8: a wait of two days is looked at %s', (_when, later, expected) => {
    const simulation = simulate();
    simulation.say(asked(3), 'test');
    expect(left(simulation)).toEqual(['welcome 0d']);
    simulation.advanceTo(start + later);
    expect(left(simulation)).toEqual(expected);
  });

  it('passes in small steps as in one', () => {
    const [small, large] = [simulate(), simulate()];
    for (const simulation of [small, large]) simulation.say(asked(3), 'test');
    for (let at = start; at <= start + 3 * day; at += 7 * hour) small.advanceTo(at);
    large.advanceTo(start + 3 * day);
    expect(left(small)).toEqual(left(large));
  });

  it('never goes back', () => {
    const simulation = simulate();
    simulation.advanceTo(start + 5 * day);
    simulation.advanceTo(start);
    simulation.say(asked(3, undefined, start), 'test');
    expect(left(simulation)).toEqual(['welcome 5d']);
  });

  it('ends the waits of many runs in their order, each once', () => {
    const simulation = simulate();
    for (let person = 0; person < 300; person += 1) {
      simulation.advanceTo(start + person * hour);
      simulation.say(asked(3, `p${person}@shop${person}.test`, start + person * hour), 'test');
    }
    simulation.advanceTo(start + 60 * day);
    const tips = simulation.takeOutcomes().performed.filter(({ payload }) => payload['template'] === 'tips');
    expect(tips.map(({ to }) => to)).toEqual(Array.from({ length: 300 }, (_, person) => `p${person}@shop${person}.test`));
    expect(tips.map(({ at }) => at)).toEqual(Array.from({ length: 300 }, (_, person) => start + person * hour + 2 * day));
  });
});

describe('an email that left', () => {
  it('answers with a fact that the run has waited for', () => {
    const simulation = simulate({
      'workflows/inbound.yaml':
        'workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nsteps:\n  - email: welcome\n  - set: { person.lifecycle: lead }\n',
    });
    simulation.say(asked(3), 'test');
    expect(states(simulation)).toEqual({ inbound: 'completed' });
    expect(simulation.takeOutcomes().steps.map(({ input }) => ('name' in input ? input.name : input.kind))).toEqual([
      'start',
      'email.sent',
      'start',
    ]);
  });

  it('can start another workflow by its answer', () => {
    const simulation = simulate({
      'workflows/dormant.yaml': 'workflow: dormant\nof: person\nwhen: [{ event: email.sent }]\nagain: never\nsteps:\n  - wait: 1d\n',
    });
    simulation.say(asked(3), 'test');
    expect(states(simulation)).toEqual({ inbound: 'sleeping', dormant: 'sleeping' });
  });
});

describe('promise 4: nobody gets a message after', () => {
  const said = (name: string, more: Fact['properties'] = {}) => did(name, start + day, more);

  it.each<[string, Fact, string]>([
    ['unsubscribing', said('email.unsubscribed'), 'stop_when: email.unsubscribed'],
    ['a hard bounce', said('email.bounced', { hard: true }), 'completed'],
    ['a complaint', said('email.complained'), 'completed'],
  ])('%s', (_what, fact, ends) => {
    const simulation = simulate();
    simulation.say(asked(3), 'test');
    simulation.advanceTo(start + day);
    simulation.say(fact, 'test');
    simulation.takeOutcomes();
    simulation.advanceTo(start + 30 * day);
    expect(left(simulation)).toEqual([]);
    expect(states(simulation)).toEqual({ inbound: ends });
  });

  it('but a soft bounce takes nobody off', () => {
    const simulation = simulate();
    simulation.say(asked(3), 'test');
    simulation.advanceTo(start + day);
    simulation.say(said('email.bounced', { hard: false }), 'test');
    simulation.takeOutcomes();
    simulation.advanceTo(start + 30 * day);
    expect(left(simulation)).toEqual(['tips 2d']);
  });

  it('nor does whoever was off before, and the run goes on without it', () => {
    const simulation = simulate();
    simulation.set.people.suppressed.set('ana@acme.test', 'complained');
    simulation.say({ ...asked(3), person: { userId: 'u-1', email: 'ana@acme.test' } }, 'test');
    expect(left(simulation)).toEqual([]);
    expect(states(simulation)).toEqual({ inbound: 'sleeping' });
  });
});

test('an email whose template says what is not known does not leave, as it would not in production', () => {
  const simulation = simulate({ 'emails/welcome/email.yaml': 'email: welcome\nsubject: "Hi {{person.name}}"\nkind: marketing\n' });
  simulation.say(asked(3), 'test');
  expect(left(simulation)).toEqual(['welcome 0d not known: person.name (in a template: {{default person.name "…"}})']);
  expect(states(simulation)).toEqual({ inbound: 'sleeping' });
});

test('what is given from the start is known, and nothing begins by it', () => {
  const simulation = simulate();
  const given: Fact = { ...did('identify', start), kind: 'identify', personTraits: { lifecycle: 'trial' } };
  simulation.give(given, 'given');
  expect([...simulation.set.people.persons.values()]).toMatchObject([{ traits: { lifecycle: 'trial' } }]);
  expect(states(simulation)).toEqual({});
  expect(simulation.takeOutcomes()).toEqual({ performed: [], tasks: [], changes: [], steps: [], outcomes: [], notes: [] });
  // Said again it is no transition either; said by somebody else it is one.
  simulation.say(given, 'test');
  expect(states(simulation)).toEqual({});
  simulation.say({ ...given, person: { email: 'ben@shop.test' } }, 'test');
  expect(states(simulation)).toEqual({ dormant: 'sleeping' });
});

test('twice the same timeline gives the same outcomes', () => {
  const outcomes = [1, 2].map(() => {
    const simulation = simulate();
    for (const [index, size] of [1200, 3, 400, 90].entries()) {
      simulation.advanceTo(start + index * day);
      simulation.say(asked(size, `p${index}@shop${index % 3}.test`, start + index * day), 'test');
      simulation.say(did('calendly.booked', start + index * day, {}, `p${index}@shop${index % 3}.test`), 'test');
    }
    simulation.advanceTo(start + 40 * day);
    return simulation.takeOutcomes();
  });
  expect(outcomes[0]!.steps.length).toBeGreaterThan(10);
  expect(outcomes[1]).toEqual(outcomes[0]);
});

test('why a workflow did not begin and what did not fit the plan are told', () => {
  const simulation = simulate();
  simulation.say(asked(3), 'test');
  simulation.say(did('Demo Requested', start, { company_size: 'many' }), 'test');
  const { notes } = simulation.takeOutcomes();
  expect(notes).toContain('not in inbound: it is in it already, by run 4');
  expect(notes.join('\n')).toContain('company_size');
});
