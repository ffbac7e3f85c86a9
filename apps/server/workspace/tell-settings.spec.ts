import { expect, test } from '@jest/globals';
import { tellSettings } from './tell-settings.js';

const told = (text: string) => new Map(tellSettings(text).map((one) => [one.key, one]));

test('what is written is told with its line, also inside a map in one line', () => {
  const settings = told(
    '# Acme\nworkspace: Acme\ncurrency: EUR\nsender: { name: Acme, email: hello@acme.example }\ndefaults:\n  capacity: 40\nbusiness_hours: { hours: "09:00-17:00", days: [mon, wed] }\n',
  );
  expect(settings.get('workspace')).toMatchObject({ value: 'Acme', line: 2 });
  expect(settings.get('currency')).toMatchObject({ value: 'EUR', line: 3 });
  expect(settings.get('sender.email')).toMatchObject({ value: 'hello@acme.example', line: 4 });
  expect(settings.get('business_hours.days')).toMatchObject({ value: '[mon, wed]', line: 7 });
  expect(settings.get('business_hours.hours')).toMatchObject({ value: '09:00-17:00' });
  expect(settings.get('defaults.capacity')).toMatchObject({ value: '40', line: 6 });
});

test('what is left out is told with what holds then', () => {
  expect(told('workspace: Acme\n').get('reps_see')).toEqual({
    key: 'reps_see',
    about: expect.stringContaining('everything when absent'),
    value: null,
    line: null,
  });
  expect(told('workspace: Acme\n').get('sender.reply_to')).toMatchObject({ value: null, line: null });
});
