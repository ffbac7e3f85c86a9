import { expect, test } from '@jest/globals';
import { whoEnters } from './who-enters.js';

const rules = { domains: ['acme.example'], defaultRole: 'rep', roleClaim: 'groups' } as const;
const nina = { email: 'Nina@Acme.example', email_verified: true, name: 'Nina Berg' };

test('a verified address of an allowed domain comes in with the role there is for it', () => {
  expect(whoEnters(nina, rules)).toEqual({ email: 'nina@acme.example', name: 'Nina Berg', said: null, role: 'rep' });
});

test.each([
  ['is not said to be verified', { ...nina, email_verified: undefined }],
  ['is not verified', { ...nina, email_verified: false }],
  ['is verified by a word only', { ...nina, email_verified: 'true' }],
  ['is missing', { email_verified: true }],
  ['is none', { ...nina, email: 'nina' }],
  ['has a NUL', { ...nina, email: 'ni\u0000na@acme.example' }],
])('an address that %s is no one’s', (_, claims) => {
  expect(whoEnters(claims, rules)).toBe('unverified');
});

test.each(['nina@evil.example', 'nina@acme.example.evil.example', 'nina@sub.acme.example', 'nina@notacme.example'])(
  '%s is of no allowed domain',
  (email) => {
    expect(whoEnters({ ...nina, email }, rules)).toMatchObject({ role: null });
  },
);

test.each([
  [['viewer', 'ops', 'everyone'], 'ops'],
  ['admin', 'admin'],
  ['Admin', null],
  [{ role: 'admin' }, null],
])('a claim of %j says the role %s', (groups, said) => {
  expect(whoEnters({ ...nina, groups }, rules)).toMatchObject({ said, role: said ?? 'rep' });
});

test('without a name somebody is called by the address, and a name is one line', () => {
  expect(whoEnters({ ...nina, name: '' }, rules)).toMatchObject({ name: 'nina@acme.example' });
  expect(whoEnters({ ...nina, name: 'Nina\nBerg' }, rules)).toMatchObject({ name: 'Nina Berg' });
});
