import { describe, expect, it } from '@jest/globals';
import type { Fact } from '#libs/language/fact.js';
import type { EventPlan } from '#libs/language/tracking-plan.js';
import type { Workspace } from '#libs/language/workspace.js';
import { emptyPeopleSlice } from '#libs/people/people-slice.js';
import { absorbPeople, type ReceivedFact } from './absorb-people.js';

const place = { file: 'plan.yaml', line: 1, column: 1 };

function workspace(onViolation: EventPlan['onViolation']): Workspace {
  const signedUp: EventPlan = {
    name: 'Signed Up',
    properties: new Map([['seats', { name: 'seats', type: 'integer', required: true, place }]]),
    unplanned: 'keep',
    onViolation,
    place,
  };
  return {
    hash: 'h',
    name: 'Test',
    timeZone: 'UTC',
    currency: 'usd',
    sender: { name: 'Test', email: 'test@test.test' },
    repsSee: 'everything',
    plan: {
      events: new Map([['Signed Up', signedUp]]),
      canonical: new Map([['signedup', 'Signed Up']]),
      person: new Map(),
      account: new Map(),
    },
    traits: [{ of: 'account', name: 'sign_ups', type: 'integer', rule: { kind: 'count', events: ['Signed Up'] }, place }],
    dealAudiences: [],
    scores: [],
    team: { reps: new Map(), teams: new Map() },
    routings: new Map(),
    pipelines: new Map(),
    workflows: new Map(),
    emails: new Map(),
    reports: new Map(),
    connections: new Map(),
    providers: new Map(),
    partials: new Map(),
  };
}

function received(over: Partial<Fact>): ReceivedFact {
  const fact: Fact = {
    kind: 'event',
    name: 'signed_up',
    at: 1_000,
    person: { userId: 'u-1', email: 'ana@acme.test' },
    account: {},
    properties: { seats: 3 },
    personTraits: {},
    accountTraits: {},
    ...over,
  };
  return { fact, id: '7', source: 'segment:web', receivedAt: 2_000 };
}

function ids() {
  let last = 100;
  return () => String((last += 1));
}

describe('who an event is about and what it says of them', () => {
  it('makes the person and its account known, under the plan’s own name for the event', () => {
    const people = emptyPeopleSlice();
    const { checked, person, account, transitions } = absorbPeople(workspace('flag'), people, received({}), 3_000, ids());
    expect(checked.name).toBe('Signed Up');
    expect(person).toMatchObject({ userId: 'u-1', email: 'ana@acme.test', firstSeenAt: 1_000 });
    expect(account).toMatchObject({ domain: 'acme.test', traits: { sign_ups: 1 } });
    expect(transitions).toContainEqual(expect.objectContaining({ of: 'account', trait: 'sign_ups', from: null, to: 1 }));
  });

  it('flags what does not fit the plan and still takes it', () => {
    const { checked, account } = absorbPeople(workspace('flag'), emptyPeopleSlice(), received({ properties: {} }), 3_000, ids());
    expect(checked.violations).toMatchObject([{ property: 'seats', problem: 'required' }]);
    expect(account?.traits).toEqual({ sign_ups: 1 });
  });

  it.each([
    ['blocked by the plan', 'block', { properties: {} }],
    ['without effect by its source’s word', 'flag', { noEffect: 'the first half of a reschedule' }],
  ] as const)('lets nobody become known by an event that is %s', (_why, onViolation, over) => {
    const people = emptyPeopleSlice();
    const absorbed = absorbPeople(workspace(onViolation), people, received(over), 3_000, ids());
    expect(absorbed).toMatchObject({ counts: false, person: null, account: null, transitions: [] });
    expect(people.persons.size + people.accounts.size).toBe(0);
  });

  it('shows conditions the event and its subjects as they are now', () => {
    const { scope } = absorbPeople(workspace('flag'), emptyPeopleSlice(), received({}), 3_000, ids());
    expect(scope()).toMatchObject({
      now: 3_000,
      event: { own: { name: 'Signed Up', at: 1_000, received_at: 2_000, source: 'segment:web', id: '7' }, traits: { seats: 3 } },
      person: { own: { email: 'ana@acme.test' } },
      account: { own: { domain: 'acme.test', contact: { email: 'ana@acme.test' } }, traits: { sign_ups: 1 } },
    });
  });
});
