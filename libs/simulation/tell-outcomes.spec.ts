import { expect, test } from '@jest/globals';
import { asked, did, simulate, start } from './simulation.fixture.js';
import { tellOutcomes } from './tell-outcomes.js';

test('a moment in which nothing happened says so', () => {
  expect(tellOutcomes(simulate().takeOutcomes())).toEqual(['nothing happened']);
});

test('a value that is not known is told as nothing, and its condition as unknown, not as false', () => {
  const simulation = simulate();
  simulation.say(asked(3, 'ana@gmail.com'), 'test');
  expect(tellOutcomes(simulation.takeOutcomes())).toContain('  account.tier == "enterprise" is unknown: saw account.tier = nothing');
});

test('what did not leave is told with the reason', () => {
  const simulation = simulate({ 'emails/welcome/email.yaml': 'email: welcome\nsubject: "Hi {{person.name}}"\nkind: marketing\n' });
  simulation.say(asked(3), 'test');
  expect(tellOutcomes(simulation.takeOutcomes())).toContain(
    'email.send welcome to ana@acme.test: not sent, not known: person.name (in a template: {{default person.name "…"}})',
  );
});

test('a workflow that did not begin is told with what stood in its way', () => {
  const simulation = simulate();
  simulation.say(asked(3), 'test');
  simulation.takeOutcomes();
  simulation.say(asked(3), 'test');
  expect(tellOutcomes(simulation.takeOutcomes())).toContain('not in inbound: it is in it already, by run 4');
});

test('an event that no plan knows is told', () => {
  const simulation = simulate();
  simulation.say(did('Demo Requestd', start), 'test');
  expect(tellOutcomes(simulation.takeOutcomes()).join('\n')).toContain('Demo Requestd: ');
});
