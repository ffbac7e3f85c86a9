import { expect, test } from '@jest/globals';
import type { Pick } from '#libs/engine/outcome.js';
import type { Because } from '#libs/audit/because.js';
import { hour, ledger, pool, start } from './routing.fixture.js';
import { takeTurn } from './take-turn.js';

const because: Because = { by: 'workflow', name: 'inbound' };
const about = { at: start, accountId: '7', dealId: null, personId: '3', because };
const picked = (more: Partial<Pick> = {}): Pick => ({ rep: 'omar', pool, reason: 'turn', considered: [], ...more });

test('a turn is one more in the row and one line in the ledger, which the next lead of the batch sees', () => {
  const slice = ledger({ nina: 1, omar: 1 });
  takeTurn(slice, picked(), about);
  expect(slice.pools.get(pool)).toMatchObject([
    { rep: 'nina', turns: 1 },
    { rep: 'omar', turns: 2, lastTurnAt: start },
  ]);
  expect([...slice.dirty].map(({ rep }) => rep)).toEqual(['omar']);
  expect(slice.turns).toEqual([{ pool, rep: 'omar', credit: 1, ...about }]);
});

test('the time of the last turn never goes back: a late lead does not make a rep look as if waiting longer', () => {
  const slice = ledger({ omar: { turns: 1, lastTurnAt: start + hour } });
  takeTurn(slice, picked(), about);
  expect(slice.pools.get(pool)).toMatchObject([{ turns: 2, lastTurnAt: start + hour }]);
});

test.each<[string, Partial<Pick>]>([
  ['the owner keeps it', { pool: null, reason: 'keeps_owner' }],
  ['it falls back', { pool: null, reason: 'fallback' }],
  ['a rep is named', { pool: null, reason: 'named' }],
  ['nobody gets it', { rep: null, pool: null, reason: 'nobody' }],
])('no turn is taken when %s', (_what, more) => {
  const slice = ledger({ omar: 1 });
  takeTurn(slice, picked(more), about);
  expect(slice).toEqual(ledger({ omar: 1 }));
});

test('a pool that was not loaded is a mistake of the code, and told', () => {
  expect(() => takeTurn(ledger({}), picked({ pool: 'inbound:other' }), about)).toThrow(
    '"inbound:other" was picked from without being loaded',
  );
});
