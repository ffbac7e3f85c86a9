// The rules of language.md about `send`, and about what is looked at in the moment before a message leaves.

import { describe, expect, it, test } from '@jest/globals';
import { day, did, hour, simulate, start } from './simulation.fixture.js';

const workflow = (more: string, steps = '  - email: welcome\n  - wait: 1d\n  - email: tips\n', name = 'nurture') => ({
  [`workflows/${name}.yaml`]: `workflow: ${name}\nof: person\nwhen: [{ event: page }]\n${more}\nsteps:\n${steps}`,
});

/** `TEMPLATE at DAY HOUR` of what left, counted from the start: Tuesday 9:00 UTC, 10:00 in Berlin. */
function sent(simulation: ReturnType<typeof simulate>, days: number): string[] {
  simulation.advanceTo(start + days * day);
  return simulation
    .takeOutcomes()
    .performed.map(
      ({ at, payload, refused }) => `${payload['template'] as string} at ${(at - start) / hour}h${refused === null ? '' : `: ${refused}`}`,
    );
}

describe('send', () => {
  it('outside the window a message waits for its opening; the steps after it count from when it really left', () => {
    const simulation = simulate(workflow('send: { hours: "14:00-15:00", zone: workspace }'));
    simulation.say(did('page', start), 'test');
    expect(sent(simulation, 3)).toEqual(['welcome at 4h', 'tips at 28h']);
  });

  it('goes by the clock of a zone that is named, on its days', () => {
    const simulation = simulate(workflow('send: { hours: "09:00-17:00", days: thu, zone: America/New_York }'));
    simulation.say(did('page', start), 'test');
    expect(sent(simulation, 10)).toEqual(['welcome at 53h', 'tips at 220h']);
  });

  it('goes by the person’s own clock', () => {
    const simulation = simulate(workflow('send: { hours: "09:00-17:00", zone: person }'));
    simulation.say({ ...did('identify', start), kind: 'identify', personTraits: { timezone: 'Asia/Tokyo' } }, 'test');
    simulation.say(did('page', start), 'test');
    // 18:00 in Tokyo, 10:00 in Berlin.
    expect(sent(simulation, 1)).toEqual(['welcome at 15h']);
  });

  it('caps count messages to that person, whatever workflow sent them', () => {
    const simulation = simulate({
      ...workflow('', '  - email: welcome\n', 'first'),
      ...workflow('send: { at_most: 2 per 7d }', '  - wait: 1h\n  - email: welcome\n  - email: tips\n', 'second'),
    });
    simulation.say(did('page', start), 'test');
    expect(sent(simulation, 8)).toEqual(['welcome at 0h', 'welcome at 1h', 'tips at 168h']);
  });

  it('one person’s cap is not another’s', () => {
    const simulation = simulate(workflow('send: { at_most: 1 per 7d }', '  - email: welcome\n'));
    for (const who of ['ana', 'bob']) simulation.say(did('page', start, {}, `${who}@acme.test`), 'test');
    expect(sent(simulation, 1)).toEqual(['welcome at 0h', 'welcome at 0h']);
  });
});

test('stop_when is asked again before a message leaves: what waited for its window does not leave', () => {
  const simulation = simulate(workflow('send: { hours: "14:00-15:00" }\nstop_when: [calendly.booked]'));
  simulation.say(did('page', start), 'test');
  simulation.advanceTo(start + hour);
  simulation.say(did('calendly.booked', start + hour), 'test');
  expect(sent(simulation, 1)).toEqual(['welcome at 4h: the run was stopped before it left']);
});

test('stop_if is asked again before a message leaves, also where time alone has met it', () => {
  const simulation = simulate(workflow('send: { hours: "14:00-15:00" }\nstop_if: since(person.last_seen_at) > hours(3)'));
  simulation.say(did('page', start), 'test');
  expect(sent(simulation, 1)).toEqual(['welcome at 4h: the run stops: stop_if: since(person.last_seen_at) > hours(3)']);
  expect([...simulation.set.runs.runs.values()]).toMatchObject([{ state: 'stopped' }]);
});
