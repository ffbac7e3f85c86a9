import { describe, expect, test } from '@jest/globals';
import { arrived, decide, facts, hour, now, problemsOf } from '../step.fixture.js';

const acme = { account: facts({ id: '8', domain: 'acme.test' }) };
const two = {
  'connections.yaml':
    'connections:\n  one: { enrich: account, url: "https://one.test/?d=${{ account.domain }}", map: { mrr: answer.mrr } }\n  two: { enrich: account, url: "https://two.test/", map: { mrr: answer.mrr } }\n',
};

describe('enrich', () => {
  test('asks the provider with the values of the subject, encoded, and waits for its answer so long', () => {
    const delivery = '100:1-enrich:1:1';
    expect(decide('enrich: account\nup_to: 1h', { scope: { account: facts({ domain: 'a&b=c/../?#.test' }) } })).toEqual({
      outcome: {
        kind: 'listen',
        for: [
          { event: 'delivery.done', port: 'next', delivery },
          { event: 'delivery.failed', port: 'on_error', delivery },
        ],
        until: now + hour,
        otherwise: 'next',
      },
      deliveries: [
        {
          action: 'enrich.companies',
          to: 'api.example.com',
          payload: { provider: 'companies', url: 'https://api.example.com/companies?domain=a%26b%3Dc%2F..%2F%3F%23.test', awaited: true },
          notBefore: null,
        },
      ],
    });
  });

  test('sets the traits of the answer, and goes on', () => {
    const scope = { ...acme, event: facts({}, { answer: { employees_said: 1200 } }) };
    expect(decide('enrich: account', { input: arrived('delivery.done', '100:1-enrich:1:1'), scope })).toEqual({
      outcome: { kind: 'go', port: 'next' },
      writes: [{ kind: 'set', of: 'account', field: 'employees_said', value: 1200 }],
    });
  });

  test('of whom nothing is known sets nothing, and the journal says so', () => {
    const scope = { ...acme, event: facts({}, { answer: {} }) };
    expect(decide('enrich: account', { input: arrived('delivery.done'), scope })).toMatchObject({
      writes: [],
      note: 'companies knows nothing',
    });
  });

  test.each([
    ['continue, the default', 'enrich: account', { kind: 'go', port: 'next' }],
    ['stop: the run fails', 'enrich: account\non_error: stop', { kind: 'fail', reason: 'companies did not answer: it answered 400' }],
    ['a list of steps', 'enrich: account\non_error: [{ wait: 1h }]', { kind: 'go', port: 'on_error' }],
  ])('on_error: %s', (_title, yaml, outcome) => {
    const scope = { ...acme, event: facts({}, { reason: 'it answered 400' }) };
    expect(decide(yaml, { input: arrived('delivery.failed', '100:1-enrich:1:1'), scope }).outcome).toEqual(outcome);
  });

  test('asks nobody when a value of the address is unknown', () => {
    expect(decide('enrich: account', { scope: { account: facts({}) } })).toEqual({
      outcome: { kind: 'go', port: 'next' },
      note: 'companies was not asked: account.domain is unknown',
    });
  });

  test('asks the one that is named', () => {
    expect(decide('enrich: account\nwith: two', { files: two, scope: acme }).deliveries).toMatchObject([{ action: 'enrich.two' }]);
  });
});

test.each([
  ['enrich: deal', {}, 'E204 6:13 "enrich" is one of account, person (write enrich: account)'],
  ['enrich: person', {}, 'E312 6:13 no provider enriches a person (add one to connections.yaml: NAME: { enrich: person'],
  ['enrich: account', { files: two }, 'E312 6:13 which provider enriches the account? (add with: one or two)'],
  ['enrich: account\nwith: thre', { files: two }, 'E312 7:11 there is no provider of accounts "thre"'],
  ['enrich: account\nup_to: 5', {}, 'E205'],
])('%s is refused with the fix', (yaml, as, problem) => {
  expect(problemsOf(yaml, as).join('\n')).toContain(problem);
});
