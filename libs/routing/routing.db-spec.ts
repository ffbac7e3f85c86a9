import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Pick } from '#libs/engine/outcome.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { joinPool } from './join-pool.js';
import { pickOwner } from './pick-owner.js';
import { loadPools, savePools } from './routing.store.js';
import { ofTier, pool, routingWith, start } from './routing.fixture.js';
import { takeTurn } from './take-turn.js';

const database = useDatabase();

type Setup = ReturnType<typeof routingWith>;

/** As a batch does it: so many leads under one lock, each with an account of its own. */
function route({ team, routing }: Setup, accounts: readonly number[]): Promise<Pick[]> {
  return inTransaction(database.pool, async (client) => {
    const slice = await loadPools(client, [pool]);
    const picks = accounts.map((account) => {
      joinPool(slice, { pool, of: 'enterprise', team, skip: routing.skip, now: start });
      const pick = pickOwner({ routing, team, scope: ofTier('enterprise'), owner: null, pools: slice, now: start });
      takeTurn(slice, pick, {
        at: start,
        accountId: String(account),
        dealId: null,
        personId: null,
        because: { by: 'workflow', name: 'inbound', details: { considered: pick.considered.map(({ rep, level }) => ({ rep, level })) } },
      });
      return pick;
    });
    await savePools(client, slice);
    return picks;
  });
}

async function members(): Promise<Readonly<Record<string, { turns: number; adjustments: number }>>> {
  const { rows } = await database.pool.query<{ rep: string; turns: number; adjustments: number }>(
    'select rep, turns, adjustments from pool_member where pool = $1 order by rep',
    [pool],
  );
  return Object.fromEntries(rows.map(({ rep, ...counted }) => [rep, counted]));
}

test('two leads at the same instant never get one turn', async () => {
  const setup = routingWith();
  for (let round = 1; round <= 20; round += 1) await Promise.all([route(setup, [round * 2]), route(setup, [round * 2 + 1])]);
  // Shares of 1, 1 and 0.5: forty leads are sixteen, sixteen and eight.
  expect(await members()).toEqual({
    nina: { turns: 16, adjustments: 0 },
    omar: { turns: 16, adjustments: 0 },
    june: { turns: 8, adjustments: 0 },
  });
});

test('200 leads by four connections, in batches of any size, end within one turn of everybody’s share', async () => {
  const weights = fc.tuple(...[0, 1, 2].map(() => fc.constantFrom(0.25, 0.5, 1, 1.5, 2)));
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 200, maxLength: 200 });
  await fc.assert(
    fc
      .asyncProperty(weights, sizes, async ([nina, omar, june], batches) => {
        const reps = { nina: `weight: ${nina}`, omar: `weight: ${omar}` };
        const setup = routingWith({ reps, team: teamWith(june!) });
        let next = 0;
        const take = async (): Promise<void> => {
          while (next < 200) {
            const first = next;
            next = Math.min(200, next + batches[first]!);
            await route(
              setup,
              Array.from({ length: next - first }, (_, at) => first + at + 1),
            );
          }
        };
        await Promise.all([take(), take(), take(), take()]);

        const standing = Object.entries(await members()).map(([rep, { turns }]) => ({ turns, weight: setup.team.reps.get(rep)!.weight }));
        expect(standing.reduce((sum, { turns }) => sum + turns, 0)).toBe(200);
        for (const one of standing)
          for (const other of standing) {
            // The turn before the last one was taken at a level nobody was below.
            expect((one.turns - 1) / one.weight).toBeLessThanOrEqual(other.turns / other.weight);
          }
        const { rows } = await database.pool.query('select account_id from turn where pool = $1 group by account_id', [pool]);
        expect(rows).toHaveLength(200);
      })
      .beforeEach(() => database.pool.query('truncate pool_member, turn')),
    { numRuns: 5, endOnFailure: true },
  );
});

test('every turn is a row that a rep can read: when, for which account, and who stood where', async () => {
  await route(routingWith({ reps: { june: 'active: false' } }), [71, 72]);
  const { rows } = await database.pool.query('select pool, rep, at, credit, account_id, deal_id, because from turn order by id');
  expect(rows).toEqual([
    {
      pool,
      rep: 'nina',
      at: new Date(start),
      credit: 1,
      account_id: '71',
      deal_id: null,
      because: {
        by: 'workflow',
        name: 'inbound',
        details: {
          considered: [
            { rep: 'nina', level: 0 },
            { rep: 'omar', level: 0 },
            { rep: 'june', level: 0 },
          ],
        },
      },
    },
    expect.objectContaining({ rep: 'omar', account_id: '72' }),
  ]);
});

test('a rep’s rows add up to what the level is made of, newcomers and absences included', async () => {
  await route(routingWith({ team: pair }), range(1, 9));
  await route(routingWith({ reps: { nina: 'active: false' } }), range(10, 30));
  await route(routingWith(), range(31, 40));
  const { rows } = await database.pool.query<{ rep: string; sum: number }>(
    'select rep, sum(credit)::int as sum from turn group by rep order by rep',
  );
  const standing = await members();
  expect(Object.keys(standing)).toEqual(['june', 'nina', 'omar']);
  expect(Object.fromEntries(rows.map(({ rep, sum }) => [rep, sum]))).toEqual(
    Object.fromEntries(Object.entries(standing).map(([rep, { turns, adjustments }]) => [rep, turns + adjustments])),
  );
});

test('what is rolled back took no turn', async () => {
  const setup = routingWith();
  await expect(
    inTransaction(database.pool, async (client) => {
      const slice = await loadPools(client, [pool]);
      joinPool(slice, { pool, of: 'enterprise', team: setup.team, skip: setup.routing.skip, now: start });
      await savePools(client, slice);
      throw new Error('the batch failed');
    }),
  ).rejects.toThrow('the batch failed');
  expect(await members()).toEqual({});
});

test('several pools are locked in one order, so that batches that want them in another order do not block each other for good', async () => {
  const names = ['a:one', 'b:two', 'c:three'];
  const lock = (wanted: readonly string[]) => inTransaction(database.pool, (client) => loadPools(client, wanted), 1);
  const rounds = Array.from({ length: 30 }, (_, round) => lock(round % 2 === 0 ? names : [...names].reverse()));
  await expect(Promise.all(rounds)).resolves.toHaveLength(30);
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

function teamWith(weightOfJune: number): string {
  return `${pair}  june: { name: June, email: june@acme.example, team: enterprise, weight: ${weightOfJune} }\n`;
}

const pair = `team: Sales
reps:
  nina: { name: Nina, email: nina@acme.example, team: enterprise }
  omar: { name: Omar, email: omar@acme.example, team: enterprise }
  sam: { name: Sam, email: sam@acme.example, team: leads }
`;
