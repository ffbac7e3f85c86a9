import { describe, expect, test } from '@jest/globals';
import type { Scope } from '#libs/language/scope.js';
import { facts } from '../step.fixture.js';
import { recipientOf } from './recipient.js';

const ana = { id: '7', email: 'ana@acme.test', can_email: true };
const bea = { id: '9', email: 'bea@acme.test', can_email: true };
const reachable = (who: typeof ana) => ({ kind: 'reachable', personId: who.id, email: who.email });

describe('whom a run writes to', () => {
  const scope: Scope = { now: 0, person: facts(ana), account: facts({ contact: bea }), deal: facts({ contact: bea }) };

  test.each([
    ['person', ana],
    ['account', bea],
    ['deal', bea],
  ] as const)('a run of %s writes to the one it is about, or its contact', (kind, who) => {
    expect(recipientOf(kind, scope)).toEqual(reachable(who));
  });

  test('whether it may is unknown: that is asked again before sending', () => {
    expect(recipientOf('person', { now: 0, person: facts({ email: 'ana@acme.test' }) })).toEqual({
      kind: 'reachable',
      personId: null,
      email: 'ana@acme.test',
    });
  });

  test.each([
    ['person', {}, 'the person is not there any more'],
    ['account', { account: facts({}) }, 'the account has no contact'],
    ['deal', {}, 'the deal has no contact'],
    ['deal', { deal: facts({ contact: null }) }, 'the deal has no contact'],
    ['person', { person: facts({ id: '7' }) }, 'no address is known'],
    ['person', { person: facts({ id: '7', email: '' }) }, 'no address is known'],
    ['account', { account: facts({ contact: { id: '9' } }) }, 'no address is known'],
    ['person', { person: facts({ ...ana, can_email: false }) }, 'ana@acme.test must not be written to: it is suppressed'],
  ] as const)('a run of %s writes to nobody (%#)', (kind, given, because) => {
    expect(recipientOf(kind, { now: 0, ...given })).toEqual({ kind: 'unreachable', because });
  });
});
