import { describe, expect, test as it } from '@jest/globals';
import { stepsByKind } from '#libs/steps/registry.js';
import { verifyJournal } from './backtest/verification.js';
import { asked, did, hour, simulate, start, test } from './simulation.fixture.js';

const files = (onError = '') => ({
  'workflows/told.yaml': `workflow: told
of: account
when: [{ event: calendly.booked }]
steps:
  - email: { send: tips, to: { people: 'person.role == "admin" && account.employees > 10', at_most: 2 } }
${onError}  - exit: told
`,
});
const text = (more: string) => `test: it tells the admins
clock: 2026-03-02T09:00:00Z
${more}timeline:
  - { event: Demo Requested, person: ana@acme.test, properties: { company_size: 60 }, traits: { role: admin } }
  - { after: 1h, event: identify, person: ben@acme.test, traits: { role: admin } }
  - { after: 1h, event: identify, person: cleo@acme.test, traits: { role: agent } }
  - after: 1h
    event: calendly.booked
    person: cleo@acme.test
`;

describe('an email to several people of an account, in a test', () => {
  it('`emails` tells to whom each went, in their order, or only what was sent', () => {
    const sent = '    expect: { emails: [{ send: tips, to: ben@acme.test }, { send: tips, to: ana@acme.test }], ended: { told: told } }\n';
    expect(test(text('') + sent, files()).failures).toEqual([]);
    expect(test(`${text('')}    expect: { emails: [tips, tips] }\n`, files()).failures).toEqual([]);
    const wrong = test(`${text('')}    expect: { emails: [{ send: tips, to: cleo@acme.test }, tips] }\n`, files()).failures;
    expect(wrong[0]!.differences).toEqual([{ path: 'emails[0].to', expected: 'cleo@acme.test', actual: 'ben@acme.test' }]);
  });

  it('on_error is for when nobody got it', () => {
    const failed = test(
      `${text('given: { failing: [email.send] }\n')}    expect: { emails: [], runs: { told: failed } }\n`,
      files('    on_error: stop\n'),
    );
    expect(failed.failures).toEqual([]);
  });

  it('people who were put away since are found like all others', () => {
    const simulation = simulate(files());
    for (const [at, name] of ['ana', 'ben'].entries()) {
      simulation.advanceTo(start + at * hour);
      simulation.say({ ...asked(60, `${name}@acme.test`, start + at * hour), personTraits: { role: 'admin' } }, 'test');
      simulation.putAway();
    }
    simulation.advanceTo(start + 3 * hour);
    simulation.takeOutcomes();
    simulation.say(did('calendly.booked', start + 3 * hour, {}, 'cleo@acme.test'), 'test');
    expect(simulation.takeOutcomes().performed.map(({ to, payload }) => `${payload['template'] as string} to ${to}`)).toEqual([
      'tips to ben@acme.test',
      'tips to ana@acme.test',
    ]);
  });

  it('promise 10: the journal notes who was chosen and what was read of them, so that a replay decides the same', () => {
    const simulation = simulate(files());
    for (const name of ['ana', 'ben']) simulation.say({ ...asked(60, `${name}@acme.test`), personTraits: { role: 'admin' } }, 'test');
    simulation.takeOutcomes();
    simulation.say(did('calendly.booked', start, {}, 'cleo@acme.test'), 'test');
    const run = [...simulation.set.runs.runs.values()].find(({ workflow }) => workflow === 'told')!;
    const journal = simulation.takeOutcomes().steps.filter(({ runId }) => runId === run.id);
    expect(journal[0]!.facts['people']).toMatchObject({
      chosen: [{ email: 'ana@acme.test' }, { email: 'ben@acme.test' }],
      met: 2,
      looked: 3,
    });
    expect(journal).toHaveLength(4);
    const plain = JSON.parse(JSON.stringify(journal)) as typeof journal;
    expect(verifyJournal(run, plain, () => simulation.set.workspace, stepsByKind)).toBeNull();
  });
});
