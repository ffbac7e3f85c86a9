import { describe, expect, it } from '@jest/globals';
import type { Value } from '#libs/language/value.js';
import { differences } from './differences.js';

type Map = Readonly<Record<string, Value>>;

describe('as expected is', () => {
  it.each<[string, Map, Map]>([
    ['nothing, whatever is there', {}, { deal: { stage: 'won' } }],
    ['a member among others', { deal: { stage: 'won' } }, { deal: { stage: 'won', owner: 'nina' }, emails: ['a'] }],
    ['null, where nothing of that name is', { account: { owner: null } }, { account: {} }],
    ['null, where null is', { deal: null }, { deal: null }],
    ['an empty list', { emails: [] }, { emails: [] }],
    ['a list with all its items', { emails: ['a', 'b'] }, { emails: ['a', 'b'] }],
    ['a list of maps, each with what is named', { deals: [{ stage: 'new' }] }, { deals: [{ stage: 'new', owner: 'nina' }] }],
    ['a map whatever the order of its members', { x: { a: 1, b: 2 } }, { x: { b: 2, a: 1 } }],
  ])('%s', (_what, expected, actual) => {
    expect(differences(expected, actual)).toEqual([]);
  });
});

describe('told by its path is', () => {
  it.each<[string, Map, Map, string, Value | undefined]>([
    ['another value', { deal: { stage: 'won' } }, { deal: { stage: 'new' } }, 'deal.stage', 'new'],
    ['a text where a number is', { a: '1' }, { a: 1 }, 'a', 1],
    ['a name that is not there', { deal: { stge: 'won' } }, { deal: { stage: 'won' } }, 'deal.stge', undefined],
    ['the name of a built-in member', { deal: { constructor: 'x' } }, { deal: {} }, 'deal.constructor', undefined],
    ['a map where nothing is', { deal: { stage: 'won' } }, { deal: null }, 'deal', null],
    ['nothing where a map is', { deal: null }, { deal: { stage: 'new' } }, 'deal', { stage: 'new' }],
    ['a list that is longer', { emails: [] }, { emails: ['a'] }, 'emails', ['a']],
    ['a list in another order', { emails: ['a', 'b'] }, { emails: ['b', 'a'] }, 'emails', ['b', 'a']],
    ['one item of a list of maps', { deals: [{ stage: 'won' }] }, { deals: [{ stage: 'new' }] }, 'deals[0].stage', 'new'],
    ['a list where a text is', { emails: ['a'] }, { emails: 'a' }, 'emails', 'a'],
  ])('%s', (_what, expected, actual, path, is) => {
    const found = differences(expected, actual);
    expect(found[0]).toMatchObject({ path });
    expect(found[0]!.actual).toEqual(is);
  });

  it('each of several, and a list once', () => {
    const found = differences(
      { deal: { stage: 'won', owner: 'nina' }, emails: ['a', 'b'] },
      { deal: { stage: 'new', owner: 'omar' }, emails: ['c', 'd'] },
    );
    expect(found.map(({ path }) => path)).toEqual(['deal.stage', 'deal.owner', 'emails']);
  });
});
