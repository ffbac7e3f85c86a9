import { describe, expect, test } from '@jest/globals';
import type { Pick } from '#libs/engine/outcome.js';
import { stepsByKind } from '../registry.js';
import { decide, problemsOf, stepOf } from '../step.fixture.js';

const nina: Pick = { rep: 'nina', pool: 'inbound/enterprise', reason: 'turn', considered: [{ rep: 'nina', level: 0 }] };

describe('route', () => {
  test('asks for who is next before it decides', () => {
    expect(stepsByKind.get('route')?.needs?.(stepOf('route: inbound').node.config, { kind: 'start' })).toEqual([
      { kind: 'pick', routing: 'inbound' },
    ]);
  });

  test('gives the account to who was picked, with all who were considered', () => {
    expect(decide('route: inbound', { facts: { pick: () => nina } })).toEqual({
      outcome: { kind: 'go', port: 'next' },
      writes: [{ kind: 'assign_owner', routing: 'inbound', pick: nina }],
    });
  });

  test('writes nothing when it is nobody’s, and says so', () => {
    const nobody: Pick = { rep: null, pool: null, reason: 'nobody', considered: [] };
    expect(decide('route: inbound', { facts: { pick: () => nobody } })).toEqual({
      outcome: { kind: 'go', port: 'next' },
      note: '"inbound" gives this account to nobody',
    });
  });

  test('fails rather than guesses when nobody was looked up', () => {
    expect(decide('route: inbound').outcome).toEqual({ kind: 'fail', reason: 'nobody was looked up for the routing "inbound"' });
  });

  test.each([
    ['route: inbond', 'E303 6:12 there is no routing "inbond" (did you mean "inbound"?)'],
    ['route: { name: inbound }', 'E203 6:12 the name of a routing is a text; this is a map (write one text behind the key)'],
  ])('%s is refused with the fix', (yaml, problem) => {
    expect(problemsOf(yaml)).toEqual([problem]);
  });
});
