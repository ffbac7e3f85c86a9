import { describe, expect, test } from '@jest/globals';
import type { Facts } from '#libs/language/scope.js';
import { event, hour, pipeline, start, unopened } from './deals.fixture.js';
import { rememberSeen, scopeOfFact } from './fact-scope.js';

const facts = (own: Facts['own'], traits: Facts['traits'] = {}): Facts => ({ own, traits });

describe('of what a pipeline’s rules read', () => {
  test('account, person and owner are remembered with the fact, and nothing else', () => {
    const scope = {
      now: start,
      account: facts({ tier: 'enterprise', name: 'Acme' }, { employees: 1200 }),
      person: facts({ email: 'ana@acme.test' }),
    };
    expect(rememberSeen(pipeline, scope)).toEqual({ 'account.tier': 'enterprise' });
  });

  test.each([
    ['a value that is not known', facts({})],
    ['a subject that is not there', undefined],
  ])('%s is remembered as unknown', (_name, account) => {
    expect(rememberSeen(pipeline, { now: start, account })).toEqual({ 'account.tier': null });
  });
});

describe('a rule that is asked again', () => {
  const fact = event('Trial Started', hour, { plan: 'pro' }, { 'account.tier': 'growth' });
  const scope = scopeOfFact(fact, fact.body.event, unopened({ stage: 'demo', fields: { seats: 3 } }), undefined);

  test('sees what was remembered, as a member and as a trait', () => {
    expect(scope.account).toEqual({ own: { tier: 'growth' }, traits: { tier: 'growth' } });
    expect(scope.person).toBeUndefined();
  });

  test('sees the fact’s own time as now, so that its answer never changes', () => expect(scope.now).toBe(start + hour));

  test('sees the fact, and the deal as it has been folded so far', () => {
    expect(scope.event).toMatchObject({ own: { name: 'Trial Started', at: start + hour }, traits: { plan: 'pro' } });
    expect(scope.deal).toMatchObject({ own: { stage: 'demo', id: '5' }, traits: { seats: 3 } });
  });
});
