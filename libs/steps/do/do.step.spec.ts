import { describe, expect, test } from '@jest/globals';
import { arrived, decide, facts, problemsOf, stepOf } from '../step.fixture.js';

const written =
  'do: hubspot.upsert_contact\nwith: { email: person.email, properties: { lifecycle: dormant, seats: account.people, from: "Mail to ${{ person.email }}" } }';
const ana = { person: facts({ email: 'ana@acme.test' }), account: facts({ people: 3 }) };
const failed = { input: arrived('delivery.failed', '100:1-do:1:1'), scope: { event: facts({}, { reason: 'HubSpot answered 400' }) } };

describe('do', () => {
  test('asks for the act with its values, and waits for its answer', () => {
    const delivery = '100:1-do:1:1';
    expect(decide(written, { scope: ana })).toEqual({
      outcome: {
        kind: 'listen',
        for: [
          { event: 'delivery.done', port: 'next', delivery },
          { event: 'delivery.failed', port: 'on_error', delivery },
        ],
        until: null,
        otherwise: 'next',
      },
      deliveries: [
        {
          action: 'hubspot.upsert_contact',
          to: 'ana@acme.test',
          payload: {
            email: 'ana@acme.test',
            properties: { lifecycle: 'dormant', seats: 3, from: 'Mail to ana@acme.test' },
            awaited: true,
          },
          notBefore: null,
        },
      ],
    });
  });

  test('leaves out what is unknown', () => {
    const { deliveries } = decide(written, { scope: { person: ana.person } });
    expect(deliveries?.[0]?.payload['properties']).toEqual({ lifecycle: 'dormant', from: 'Mail to ana@acme.test' });
  });

  test('goes on when it is done', () => {
    expect(decide(written, { input: arrived('delivery.done', '100:1-do:1:1') }).outcome).toEqual({ kind: 'go', port: 'next' });
  });

  test.each([
    ['stop, the default: the run fails', written, { kind: 'fail', reason: 'hubspot.upsert_contact failed: HubSpot answered 400' }],
    ['continue', `${written}\non_error: continue`, { kind: 'go', port: 'next' }],
    ['a list of steps', `${written}\non_error: [{ wait: 1h }]`, { kind: 'go', port: 'on_error' }],
  ])('on_error: %s', (_title, yaml, outcome) => {
    expect(decide(yaml, failed).outcome).toEqual(outcome);
  });

  test('whose address is unknown asks for nothing: that is an error, too', () => {
    const { outcome, deliveries, note } = decide(`${written}\non_error: continue`);
    expect({ outcome, deliveries, note }).toEqual({
      outcome: { kind: 'go', port: 'next' },
      deliveries: undefined,
      note: 'hubspot.upsert_contact was not asked for: email unknown',
    });
  });

  test('on_error’s steps go on with what follows', () => {
    const { node, workflow } = stepOf(`${written}\non_error: [{ wait: 1h }]`);
    expect(node.ports).toEqual({ next: null, on_error: '1-do.on_error.1-wait' });
    expect(workflow.nodes.get('1-do.on_error.1-wait')!.ports).toEqual({ next: null });
  });

  test('posts to a channel', () => {
    const { deliveries } = decide('do: slack.post_message\nwith: { channel: "sales", text: "Hi ${{ person.email }}" }', { scope: ana });
    expect(deliveries).toMatchObject([{ action: 'slack.post_message', to: 'sales', payload: { text: 'Hi ana@acme.test' } }]);
  });
});

test.each([
  [
    'do: hubspot.upsert_contct\nwith: { email: person.email }',
    'E311 6:9 there is no action "hubspot.upsert_contct" (did you mean "hubspot.upsert_contact"?)',
  ],
  ['do: hubspot.upsert_contact', 'E202 6:5 "with" is missing (add with: { email: …, properties: … })'],
  ['do: hubspot.upsert_contact\nwith: { emial: person.email }', 'E201 7:13 unknown key "emial" in "with" (did you mean "email"?)'],
  ['do: hubspot.upsert_contact\nwith: { properties: {} }', 'E202 7:11 "email" is missing (add email: …)'],
  ['do: hubspot.upsert_contact\nwith: { email: account.people }', 'E210 7:20 this is integer; string is needed'],
  ['do: hubspot.upsert_contact\nwith: { email: person.emil }', 'E104 7:27 person has no trait "emil" (did you mean "email"?'],
  ['do: hubspot.upsert_contact\nwith: { email: person.email, properties: dormant }', 'E203 7:46 these are names and their values'],
  [
    'do: hubspot.upsert_contact\nwith: { email: person.email }\non_error: skip',
    'E204 8:15 "on_error" says what follows a failure (write continue, stop, or a list of steps)',
  ],
])('%s is refused with the fix', (yaml, problem) => {
  expect(problemsOf(yaml).join('\n')).toContain(problem);
});
