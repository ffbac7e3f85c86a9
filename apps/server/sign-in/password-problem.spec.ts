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
  'bigdaddy!2024',
  '1q2w3e4r5t6y',
  'scooterscooter',
])('%s is refused', (password) => {
  expect(passwordProblem(password)).toEqual(expect.any(String));
});

test.each(['seven green kettles', 'Zp4-kk2-LmQ9-xx', '8316470259471638', 'пароль длинный очень'])('%s is taken', (password) => {
  expect(passwordProblem(password)).toBeNull();
});

// The list has it as it stands; nothing else would refuse it.
test('a breached password is refused whatever it is made of', () => {
  expect(passwordProblem('1qaz2wsx3edc4rfv')).toContain('first that are tried');
});

test('nobody’s own address is a password', () => {
  expect(passwordProblem('nina.bergson1', ['nina.bergson@acme.test'])).toContain('your name');
});
