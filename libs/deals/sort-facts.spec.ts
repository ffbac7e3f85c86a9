import { expect, test } from '@jest/globals';
import { edit, event, fact, hour, opening, request } from './deals.fixture.js';
import { sortFacts } from './sort-facts.js';

const keys = (facts: Parameters<typeof sortFacts>[0]) => sortFacts(facts).map(({ key }) => key);

test('facts stand in the order of their own time, the opening before them all', () => {
  expect(keys([event('b', 2 * hour), opening('new', hour), event('a', 0)])).toEqual([`open-${hour}`, 'a-0', `b-${2 * hour}`]);
});

test('of two openings the earlier comes first, the other in its place', () => {
  expect(keys([opening('new', 2 * hour), event('a', hour), opening('new', 0)])).toEqual(['open-0', `a-${hour}`, `open-${2 * hour}`]);
});

test('of one instant an event comes before a request and a request before an edit, and two of a kind go by their key', () => {
  const facts = [edit(0, {}), request(0, {}), fact('event', 0, {}, 'z'), fact('event', 0, {}, 'a')];
  expect(keys(facts)).toEqual(['a', 'z', 'request-0', 'edit-0']);
  expect(keys(facts.toReversed())).toEqual(['a', 'z', 'request-0', 'edit-0']);
});

test('the list that is handed in stays as it was', () => {
  const facts = [event('b', hour), event('a', 0)];
  sortFacts(facts);
  expect(facts[0]?.key).toBe(`b-${hour}`);
});
