// `lists/*.yaml` and in_list(x, "name").

import { describe, expect, it } from '@jest/globals';
import { brief, compile } from '#libs/testing/small-workspace.js';

const list = { 'lists/competitors.yaml': 'list: competitors\nabout: Who we never write to.\nitems: [rival.example, 7]\n' };
const trait = (condition: string) => ({ 'traits/z.yaml': `traits: account\ncompute:\n  rival: { formula: '${condition}' }\n` });

describe('a list with a name', () => {
  it('is looked into by in_list, without regard to case, and unknown where the value is', () => {
    const { workspace, problems } = compile({ ...list, ...trait('in_list(account.domain, "competitors")') });
    expect(problems).toEqual([]);
    const rule = workspace?.traits.find(({ name }) => name === 'rival')?.rule;
    const rival = (domain: string | undefined) =>
      rule?.kind === 'formula' ? rule.value.evaluate({ now: 0, account: { own: { domain }, traits: {} } }) : 'no formula';
    expect([rival('Rival.Example'), rival('acme.test'), rival(undefined)]).toEqual([true, false, undefined]);
  });

  it.each([
    ['a list that is not there', { ...list, ...trait('in_list(account.domain, "competitor")') }, 'traits/z.yaml:3 E104', 'competitors'],
    ['no list at all', trait('in_list(account.domain, "rivals")'), 'traits/z.yaml:3 E104', 'lists/rivals.yaml'],
    ['an item that is a map', { 'lists/z.yaml': 'list: z\nitems: [{ a: 1 }]\n' }, 'lists/z.yaml:2 E203', 'quote it'],
    ['no items', { 'lists/z.yaml': 'list: z\n' }, 'lists/z.yaml:1 E202', 'items: ['],
    ['a key that is none', { 'lists/z.yaml': 'list: z\nitem: [a]\nitems: [a]\n' }, 'lists/z.yaml:2 E201', 'items'],
    ['a name twice', { ...list, 'lists/z.yaml': 'list: competitors\nitems: [a]\n' }, 'lists/z.yaml:1 E401', 'competitors.yaml:1'],
  ])('tells of %s', (_, changes, expected, hint) => {
    const { problems } = compile(changes);
    expect(problems.map(brief)).toContain(expected);
    expect(problems.find((problem) => brief(problem) === expected)?.hint).toContain(hint);
  });
});
