import { describe, expect, test } from '@jest/globals';
import { stepsByKind } from '../registry.js';
import { decide, facts, now, problemsOf, stepOf } from '../step.fixture.js';

const next = { kind: 'go', port: 'next' };

describe('set', () => {
  test('writes what its expressions say, in the order of the file', () => {
    const yaml = `set: { person.lifecycle: dormant, account.last_mailed_at: now, deal.lost_reason: '"went_quiet"' }`;
    expect(decide(yaml, { scope: { person: facts({}), account: facts({}), deal: facts({}) } })).toEqual({
      outcome: next,
      writes: [
        { kind: 'set', of: 'person', field: 'lifecycle', value: 'dormant' },
        { kind: 'set', of: 'account', field: 'last_mailed_at', value: now },
        { kind: 'set', of: 'deal', field: 'lost_reason', value: 'went_quiet' },
      ],
    });
  });

  test('takes values of the subject', () => {
    const scope = { person: facts({ name: 'Ana' }), account: facts({}) };
    expect(decide('set: { person.role: person.name }', { scope }).writes).toEqual([
      { kind: 'set', of: 'person', field: 'role', value: 'Ana' },
    ]);
  });

  test('leaves as it is what would become unknown, and what there is no subject for, and says so', () => {
    const yaml = `set: { person.role: account.name, deal.lost_reason: '"quiet"', person.lifecycle: lead }`;
    expect(decide(yaml, { scope: { person: facts({}), account: facts({}) } })).toEqual({
      outcome: next,
      writes: [{ kind: 'set', of: 'person', field: 'lifecycle', value: 'lead' }],
      note: 'person.role stays as it is: account.name is unknown; deal.lost_reason: there is no deal',
    });
  });

  test('tells which fields it writes, for "two writers of one field"', () => {
    const { node } = stepOf('set: { person.lifecycle: lead, deal.closed_at: now }');
    expect(stepsByKind.get('set')?.syntax.writes?.(node.config)).toEqual(['person.lifecycle', 'deal.closed_at']);
  });

  test.each([
    ['set: lifecycle', ['E203 6:10 "set" is a map of fields and values (as in set: { person.lifecycle: dormant })']],
    ['set: { lifecycle: lead }', ['E308 6:12 "lifecycle" is no field (as in person.lifecycle, account.plan or deal.lost_reason)']],
    [
      'set: { person.lifecyle: lead }',
      ['E308 6:12 there is no trait that may be set named "person.lifecyle" (did you mean "person.lifecycle"?)'],
    ],
    ['set: { account.employees: 5 }', ['E308 6:12 account.employees is computed and cannot be set (plan a raw trait of another name)']],
    ['set: { account.mrr: 5 }', ['E210 6:25 this is integer; money is needed (as in event.amount)']],
    [
      'set: { deal.stage: won, deal.owner: nina }',
      ['E308 6:12 deal.stage cannot be set (use move_deal: STAGE)', 'E308 6:29 deal.owner cannot be set (use route: NAME)'],
    ],
  ])('%s is refused with the fix', (yaml, problems) => {
    expect(problemsOf(yaml)).toEqual(problems);
  });
});
