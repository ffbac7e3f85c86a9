// Which facts a `wait_for` takes: about the same subject, and the same deal or key where the trigger had one.

import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#libs/language/fact.js';
import { asked, day, did, hour, simulate, start } from './simulation.fixture.js';
import type { Simulation } from './simulation.js';

const workflow = (text: string) => ({
  'workflows/inbound.yaml':
    'workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nsteps: [{ create_deal: { pipeline: new-business } }]\n',
  'workflows/dormant.yaml': 'workflow: dormant\nof: person\nwhen: []\nsteps: [{ wait: 1d }]\n',
  'workflows/tested.yaml': `workflow: tested\nof: person\n${text}`,
});
const runs = (simulation: Simulation) =>
  [...simulation.set.runs.runs.values()]
    .filter(({ workflow: name }) => name === 'tested')
    .map(({ endReason, state }) => endReason ?? state);

describe('wait_for', () => {
  const waits = (since: string) =>
    workflow(
      `when: [{ event: Demo Requested }]\nsteps:\n  - wait: 1d\n  - wait_for: { event: email.clicked, if: event.url == "/p", ${since}up_to: 3d, got: [{ exit: got }], otherwise: [{ exit: not }] }\n`,
    );

  it('an event that arrives before the wait begins does not count', () => {
    const simulation = simulate(waits(''));
    simulation.say(asked(3), 'test');
    simulation.say(did('email.clicked', start, { url: '/p' }), 'test');
    simulation.advanceTo(start + 5 * day);
    expect(runs(simulation)).toEqual(['not']);
  });

  it('counts it with since: start, in the moment in which the wait would begin', () => {
    const simulation = simulate(waits('since: start, '));
    simulation.say(asked(3), 'test');
    simulation.say(did('email.clicked', start, { url: '/p' }), 'test');
    expect(runs(simulation)).toEqual(['sleeping']);
    simulation.advanceTo(start + day);
    expect(runs(simulation)).toEqual(['got']);
  });

  it('with since: start does not count what came before the run, or does not meet its condition', () => {
    const simulation = simulate(waits('since: start, '));
    simulation.say(did('email.clicked', start, { url: '/p' }), 'test');
    simulation.say(asked(3), 'test');
    simulation.say(did('email.clicked', start, { url: '/q' }), 'test');
    simulation.advanceTo(start + 2 * day);
    expect(runs(simulation)).toEqual(['listening']);
    simulation.say(did('email.clicked', start, { url: '/p' }), 'test');
    expect(runs(simulation)).toEqual(['got']);
  });

  it('does not take an event about somebody else', () => {
    const simulation = simulate(waits(''));
    simulation.say(asked(3), 'test');
    simulation.advanceTo(start + 2 * day);
    simulation.say(did('email.clicked', start, { url: '/p' }, 'bob@acme.test'), 'test');
    expect(runs(simulation)).toEqual(['listening']);
  });
});

describe('wait_for, where the trigger had a key', () => {
  const meetings = workflow(
    'when: [{ event: calendly.booked }]\nkey: event.meeting_id\nagain: after exit\nsteps:\n  - wait_for: { event: calendly.no_show, up_to: 3d, got: [{ exit: no show }], otherwise: [{ exit: held }] }\n',
  );
  const meeting = (name: string, id?: string): Fact => did(name, start, id === undefined ? {} : { meeting_id: id });

  it('takes an event with the same key alone', () => {
    const simulation = simulate(meetings);
    simulation.say(meeting('calendly.booked', 'm-1'), 'test');
    simulation.say(meeting('calendly.booked', 'm-2'), 'test');
    simulation.say(meeting('calendly.no_show', 'm-2'), 'test');
    expect(runs(simulation)).toEqual(['listening', 'no show']);
  });

  it('takes one that says nothing of the key', () => {
    const simulation = simulate(meetings);
    simulation.say(meeting('calendly.booked', 'm-1'), 'test');
    simulation.say(meeting('calendly.no_show'), 'test');
    expect(runs(simulation)).toEqual(['no show']);
  });
});

describe('wait_for, where the trigger had a deal', () => {
  /** A person with a deal in each of two pipelines; a no-show is a fact about the one that is named. */
  const files = (ofNoShow: 'new-business' | 'renewal') => ({
    ...workflow(
      'when: [{ event: calendly.booked }]\nagain: after exit\nsteps:\n  - wait_for: { event: calendly.no_show, up_to: 3d, got: [{ exit: no show }], otherwise: [{ exit: held }] }\n',
    ),
    'pipelines/new-business.yaml': `pipeline: new-business\nof: account\nmatch: [deal.id, person.email]\nstages:\n  new:\n  demo: { when: calendly.booked }\n${ofNoShow === 'new-business' ? '  missed: { when: calendly.no_show }\n' : ''}`,
    'pipelines/renewal.yaml': `pipeline: renewal\nof: account\nmatch: [deal.id, person.email]\nstages:\n  open:\n${ofNoShow === 'renewal' ? '  missed: { when: calendly.no_show }\n' : ''}`,
    'workflows/inbound.yaml':
      'workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nsteps:\n  - create_deal: { pipeline: new-business }\n  - create_deal: { pipeline: renewal }\n',
  });

  it.each([
    ['takes an event about that deal', 'new-business', ['no show']],
    ['does not take one about another', 'renewal', ['listening']],
  ] as const)('%s', (_title, pipeline, expected) => {
    const simulation = simulate(files(pipeline));
    simulation.say(asked(3), 'test');
    const [first] = [...simulation.set.deals.deals.keys()];
    expect(simulation.set.deals.deals.size).toBe(2);
    simulation.say(did('calendly.booked', start + hour), 'test');
    const run = [...simulation.set.runs.runs.values()].find(({ workflow: name }) => name === 'tested');
    expect(run?.trigger.dealId).toBe(first);
    simulation.say(did('calendly.no_show', start + hour), 'test');
    expect(runs(simulation)).toEqual(expected);
  });
});
