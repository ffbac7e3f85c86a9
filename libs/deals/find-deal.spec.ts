import { describe, expect, test } from '@jest/globals';
import { findDeal } from './find-deal.js';
import { day, pipeline, sliceOf, start, unopened } from './deals.fixture.js';

const first = unopened({ id: '5', accountId: '1', contactId: '3', createdAt: start });
const second = unopened({ id: '6', accountId: '1', contactId: '3', createdAt: start + 2 * day });
const ofPerson = unopened({ id: '7', accountId: null, contactId: '4', createdAt: start });
const elsewhere = unopened({ id: '8', pipeline: 'renewals', accountId: '9', createdAt: start });
const slice = sliceOf(second, first, ofPerson, elsewhere);
const find = (accountId: string | null, personId: string | null, at: number, properties = {}) =>
  findDeal(slice, pipeline, { accountId, personId }, at, properties)?.id;

describe('a fact finds', () => {
  test.each([
    ['the deal of its account that was opened last at its own time', start + day, '5'],
    ['a later one from its opening on', start + 2 * day, '6'],
    ['before the first opening the first', start - day, '5'],
  ])('%s', (_name, at, id) => expect(find('1', null, at)).toBe(id));

  test('the deal of its person where its account has none', () => expect(find('2', '4', start)).toBe('7'));

  test.each([
    ['as text', '5'],
    ['as a number', 5],
  ])('the deal it names itself, %s, before any other', (_name, id) => expect(find('1', null, start + 3 * day, { deal_id: id })).toBe('5'));

  test('its account’s when it names one that is not there', () => expect(find('1', null, start, { deal_id: '99' })).toBe('5'));
});

test.each([
  ['nobody’s', null, null],
  ['a stranger’s', '2', '9'],
  ['another pipeline’s', '9', null],
])('a fact that is %s finds none', (_name, accountId, personId) => expect(find(accountId, personId, start)).toBeUndefined());

test('a deal of another pipeline is not found by its id', () => expect(find(null, null, start, { deal_id: '8' })).toBeUndefined());

test('what every object has is no name of a deal', () => {
  expect(find(null, null, start, JSON.parse('{"__proto__":{"deal_id":"5"}}'))).toBeUndefined();
});

test('two deals that were opened in one instant are told apart by their ids', () => {
  const twins = sliceOf(unopened({ id: '10', accountId: '1' }), unopened({ id: '9', accountId: '1' }));
  expect(findDeal(twins, pipeline, { accountId: '1', personId: null }, start)?.id).toBe('10');
});
