// The steps of the design's example `re-engage`, as they are written there: they compile, and do what they say.

import { describe, expect, it } from '@jest/globals';
import { page } from '#libs/testing/language-page.js';
import { asked, did, hour, simulate, start } from './simulation.fixture.js';
import type { Simulation } from './simulation.js';

const day = 24 * hour;
const example = page['workflows/re-engage.yaml']!;
const steps = example.slice(example.indexOf('steps:\n'));
const email = (name: string) => ({
  [`emails/${name}/email.yaml`]: `email: ${name}\nsubject: ${name}\nkind: marketing\n`,
  [`emails/${name}/body.hbs`]: '<p>Hi</p>\n',
});

const files = {
  ...email('still-interested'),
  ...email('customer-story'),
  ...email('five-minute-setup'),
  ...email('closing-your-file'),
  ...email('closing-your-file-video'),
  'tracking-plan/person.yaml': 'plan: person\nproperties:\n  lifecycle: { type: string, one_of: [trial, dormant] }\n',
  'connections.yaml': 'connections:\n  hubspot: { token: "${env.HUBSPOT_TOKEN}" }\n',
  'workflows/inbound.yaml': 'workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nsteps: [{ route: inbound }]\n',
  'workflows/dormant.yaml': 'workflow: dormant\nof: person\nwhen: []\nsteps: [{ wait: 1d }]\n',
  'workflows/re-engage.yaml': `workflow: re-engage
about: Bring quiet accounts back in 14 days, and prove that it works.
of: person
when:
  - event: Demo Requested
if: person.can_email
again: after 30d
stop_when: [calendly.booked, deal.won, email.replied, email.unsubscribed]
${steps}`,
};

const told = (simulation: Simulation) => {
  const { performed, tasks } = simulation.takeOutcomes();
  return [...performed.map(({ payload, action }) => payload['template'] ?? action), ...tasks.map(({ title, rep }) => `${title}: ${rep}`)];
};
const run = (simulation: Simulation) => [...simulation.set.runs.runs.values()].find(({ workflow }) => workflow === 're-engage');

describe('re-engage', () => {
  it('writes to a big company, asks its owner to call when a link is clicked, and writes a last time', () => {
    const simulation = simulate(files);
    simulation.say(asked(300), 'test');
    expect(told(simulation)).toEqual(['still-interested']);
    simulation.advanceTo(start + 4 * day);
    expect(told(simulation)).toEqual(['customer-story']);
    simulation.advanceTo(start + 5 * day);
    simulation.say(did('email.clicked', start + 5 * day, { url: '/pricing' }), 'test');
    const [last, act, task] = told(simulation);
    expect([last, act, task]).toEqual([expect.stringMatching(/^closing-your-file(-video)?$/), 'hubspot.upsert_contact', 'Call them: nina']);
    expect([...simulation.set.people.persons.values()][0]?.traits).toMatchObject({ lifecycle: 'dormant' });
    expect(run(simulation)).toMatchObject({ state: 'done', endReason: 'completed' });
  });

  it('writes to a small one about its set-up, and gives the people of one account one arm', () => {
    const simulation = simulate(files);
    for (const name of ['ana', 'bob', 'cem']) simulation.say(asked(3, `${name}@small.test`), 'test');
    told(simulation);
    simulation.advanceTo(start + 4 * day);
    const left = told(simulation);
    expect(left.filter((each) => each === 'five-minute-setup')).toHaveLength(3);
    expect(new Set(left.filter((each) => JSON.stringify(each).includes('closing'))).size).toBe(1);
  });

  it('ends when a call is booked', () => {
    const simulation = simulate(files);
    simulation.say(asked(3), 'test');
    simulation.say(did('calendly.booked', start), 'test');
    expect(run(simulation)).toMatchObject({ state: 'stopped', endReason: 'stop_when: calendly.booked' });
  });
});
