import { expect, test } from '@jest/globals';
import { messageIdOf } from './message-id.service.js';
import { readUnsubscribeToken, unsubscribeToken } from './unsubscribe-token.service.js';

const secret = 'the instance';
const who = { email: 'ana+news@acme.test', delivery: '100:1-email:1:1', template: 'welcome' };

test('a token gives back what it was made of, is the same each time, and shows no address', () => {
  const token = unsubscribeToken(secret, who);
  expect(readUnsubscribeToken(secret, token)).toEqual(who);
  expect(unsubscribeToken(secret, who)).toBe(token);
  expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('acme');
});

test('promise 14: no changed, shortened, foreign or invented token is read', () => {
  const token = unsubscribeToken(secret, who);
  for (let at = 0; at < token.length; at += 1) {
    const other = token[at] === 'A' ? 'B' : 'A';
    expect(readUnsubscribeToken(secret, token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
    expect(readUnsubscribeToken(secret, token.slice(0, at))).toBeNull();
  }
  for (const foreign of ['', 'x', `${token}=`, `${token}A`, unsubscribeToken('another', who)])
    expect(readUnsubscribeToken(secret, foreign)).toBeNull();
});

test('an instance without a secret makes no links', () => {
  expect(() => unsubscribeToken('', who)).toThrow('secret is empty');
});

test('a delivery’s message id is its own and stays', () => {
  const id = messageIdOf(secret, '1:a:1:1', 'hello@Acme.example');
  expect(id).toMatch(/^<[0-9a-f]{32}@acme\.example>$/);
  expect(messageIdOf(secret, '1:a:1:1', 'hello@acme.example')).toBe(id);
  expect(messageIdOf(secret, '1:a:1:2', 'hello@acme.example')).not.toBe(id);
});
