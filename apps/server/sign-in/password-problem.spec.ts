import { expect, test } from '@jest/globals';
import { passwordProblem } from './password-problem.js';

test.each([
  'short',
  'password1234',
  'P@ssw0rd!2024',
  '123456789012',
  '111111111111',
  'qwertyuiop123',
  'passwordpassword',
  'Welcome2026!!',
  'abcabcabcabc',
  'x'.repeat(201),
])('%s is refused', (password) => {
  expect(passwordProblem(password)).toEqual(expect.any(String));
});

test.each(['seven green kettles', 'Zp4-kk2-LmQ9-xx', '8316470259471638', 'пароль длинный очень'])('%s is taken', (password) => {
  expect(passwordProblem(password)).toBeNull();
});

test('nobody’s own address is a password', () => {
  expect(passwordProblem('nina.bergson1', ['nina.bergson@acme.test'])).toContain('your name');
});
