// Random stories of deals, told to the real fold in any order of arrival, and the plain walk over a story that says what it must come to.

import { Temporal } from 'temporal-polyfill';
import type { Pool } from 'pg';
import { inTransaction } from '#libs/database/transaction.store.js';
import { addFact, factsOf } from '#libs/deals/deal-slice.js';
import { loadDeals, saveDeals } from '#libs/deals/deal.store.js';
import type { Deal, DealFact, DealFactBody } from '#libs/deals/deal.js';
import { refold } from '#libs/deals/refold.js';
import type { Pipeline } from '#libs/language/pipeline.js';

export const zone = 'America/New_York';
const stageNames = ['new', 'qualified', 'demo', 'trial', 'won', 'lost'] as const;
export type Stage = (typeof stageNames)[number];
export const rank = (stage: Stage) => stageNames.indexOf(stage);
export const isClosed = (stage: Stage) => stage === 'won' || stage === 'lost';
export const pipeline = {
  name: 'new-business',
  stages: stageNames.map((name) => ({
    name,
    rank: rank(name),
    ...(isClosed(name) ? { closes: name } : {}),
    when: [],
    backWhen: [],
    set: new Map(),
  })),
  neverBack: true,
  repEditsHold: 0,
} as unknown as Pipeline;

export interface State {
  readonly at: number;
  readonly stage: Stage;
  readonly amount: { readonly amount: number; readonly currency: string } | null;
  readonly owner: string | null;
}
/** What is known of a deal, in the order of time. */
export type Story = readonly State[];

/** Numbers that look random and are the same in every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const months = ['2025-12', '2026-01', '2026-02', '2026-03', '2026-04'];
export const startOf = (month: string) => Temporal.PlainDate.from(`${month}-01`).toZonedDateTime(zone).epochMilliseconds;
const borders = months.map(startOf);
export const endOfAll = startOf('2026-05');

/** Many facts fall into the last and the first second of a month of the workspace, which is no month's border in UTC. */
export function storyOf(pick: (below: number) => number): Story {
  const when = (): number =>
    pick(3) === 0
      ? borders[1 + pick(4)]! + pick(2_001) - 1_000
      : borders[0]! + pick((endOfAll - borders[0]!) / 1_000) * 1_000 + pick(1_000);
  const times = [...new Set(Array.from({ length: 2 + pick(7) }, when))].toSorted((one, other) => one - other);
  const states: State[] = [];
  for (const at of times) {
    const before = states.at(-1);
    const amount = pick(3) === 0 ? { amount: pick(9_000_000) + 1, currency: pick(4) === 0 ? 'eur' : 'usd' } : (before?.amount ?? null);
    const owner = pick(5) === 0 ? ['nina', 'omar'][pick(2)]! : (before?.owner ?? null);
    const stage =
      before === undefined ? (pick(6) === 0 ? stageNames[pick(6)]! : 'new') : pick(4) === 0 ? before.stage : stageNames[pick(6)]!;
    states.push({ at, stage, amount, owner });
  }
  return states;
}

export async function tell(pool: Pool, stories: readonly Story[], pick: (below: number) => number): Promise<void> {
  let id = 1_000;
  const newId = () => String((id += 1));
  const arrivals = stories.flatMap((story, place) => {
    const facts = story.map(({ at, ...state }, nth): [number, DealFact['kind'], number, DealFactBody] => [
      place,
      nth === 0 ? 'open' : 'edit',
      at,
      { stage: state.stage, set: { owner: state.owner, amount: state.amount === null ? null : { ...state.amount } } },
    ]);
    // The opening comes first, the others in any order.
    const [first, ...others] = facts;
    return [
      first!,
      ...others
        .map((fact) => [pick(1_000_000), fact] as const)
        .toSorted(([a], [b]) => a - b)
        .map(([, fact]) => fact),
    ];
  });
  for (const [place, kind, at, body] of arrivals)
    await inTransaction(pool, async (client) => {
      const dealId = String(place + 1);
      const slice = await loadDeals(client, { accountIds: [], personIds: [], dealIds: [dealId] });
      if (!slice.deals.has(dealId))
        slice.deals.set(dealId, {
          id: dealId,
          pipeline: pipeline.name,
          accountId: null,
          contactId: null,
          name: '',
          stage: '',
          amount: null,
          owner: null,
          fields: {},
          createdAt: at,
          inStageSince: at,
          lastFactAt: at,
          closedAt: null,
          holds: {},
          billed: [],
          drift: [],
        } satisfies Deal);
      const before = factsOf(slice, dealId).slice();
      addFact(slice, { dealId, id: newId(), at, key: `${kind} ${at}`, kind, body, because: { by: 'rep', name: 'nina' } });
      refold(slice, pipeline, dealId, before, { version: '' });
      await saveDeals(client, slice);
    });
}

/** What a closed deal is corrected to, it has closed with. */
export function corrected(story: Story): Story {
  const states: State[] = [];
  for (const state of story) {
    const last = states.at(-1);
    if (last !== undefined && isClosed(state.stage) && last.stage === state.stage) states[states.length - 1] = { ...state, at: last.at };
    else states.push(state);
  }
  return states;
}

export const stood = (story: Story, instant: number) => story.findLast(({ at }) => at < instant);
export const currencyOf = (state: State) => state.amount?.currency ?? null;
export const amountOf = (state: State) => state.amount?.amount ?? 0;
