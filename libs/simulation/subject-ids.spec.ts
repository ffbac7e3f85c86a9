import { expect, test } from '@jest/globals';
import { KnownSubjects, numberedSubjects } from './subject-ids.js';

const ana = { kind: 'person', keys: ['user_id:u-1', 'email:ana@acme.test'] } as const;

test('a subject has the id that production gave it, by whichever of its keys it is met first', () => {
  const known = new KnownSubjects();
  known.add('person', '70', ['anonymous_id:a-1', ...ana.keys]);
  expect(known.idOf({ kind: 'person', keys: ['anonymous_id:a-1'] })).toBe('70');
});

test('two that are one in production are two until they meet: the second has an id of its own', () => {
  const known = new KnownSubjects();
  known.add('person', '70', ['anonymous_id:a-1', ...ana.keys]);
  known.idOf({ kind: 'person', keys: ['anonymous_id:a-1'] });
  const second = known.idOf(ana);
  expect(second).not.toBe('70');
  expect(Number(second)).toBeGreaterThan(70);
});

test('an account of a name is no person of that name', () => {
  const known = new KnownSubjects();
  known.add('person', '70', ['user_id:acme']);
  expect(known.idOf({ kind: 'account', keys: ['user_id:acme'] })).not.toBe('70');
});

test('whom production does not know are still told apart', () => {
  const known = new KnownSubjects();
  expect(known.idOf(ana)).not.toBe(known.idOf(ana));
});

test('two replays number the subjects of equal facts alike', () => {
  const [one, other] = [numberedSubjects(), numberedSubjects()];
  expect([one(ana), one(ana)]).toEqual([other(ana), other(ana)]);
});
