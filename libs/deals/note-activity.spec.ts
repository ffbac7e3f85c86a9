import { expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import { absorbDealFact } from './absorb-deal-fact.js';
import { type DealSlice, emptyDealSlice } from './deal-slice.js';
import { context, day, hour, start, workspaceWith } from './deals.fixture.js';
import { editDeal } from './edit-deal.js';
import { noteActivity } from './note-activity.js';
import { openDeal } from './open-deal.js';
import { passTime } from './pass-time.js';

const yaml = (idle: string, rule: string) => `pipeline: new-business
of: account
match: [account.domain, person.email]
stages:
  new:
  demo: { when: calendly.booked, back_to: new, back_when: calendly.canceled }
  trial: { when: Trial Started${rule} }
  won: { when: stripe.invoice_paid }
  lost: { idle: ${idle}, set: { lost_reason: went_quiet } }
never_back: true
rep_edits_hold: 7d
`;
const names = [
  'page',
  'page',
  'Ticket Answered',
  'calendly.booked',
  'calendly.canceled',
  'Trial Started',
  'stripe.invoice_paid',
  'edit',
  'time',
];
const said = fc.record({ name: fc.constantFrom(...names), at: fc.integer({ min: -20, max: 12 * 24 }) });

type Said = typeof said extends fc.Arbitrary<infer Item> ? Item : never;

/** @param isFolded the slice says by which pipelines its deals were folded last */
function play(list: readonly Said[], idle: string, rule: string, isFolded: boolean) {
  const workspace = workspaceWith({}, yaml(idle, rule));
  const pipeline = workspace.pipelines.get('new-business')!;
  const slice: DealSlice = { ...emptyDealSlice(), ...(isFolded ? { foldedBy: new Set([pipeline]) } : {}) };
  let id = 100;
  const newId = () => String((id += 1));
  const because = { by: 'system', name: 'open' } as const;
  const opening = { pipeline: 'new-business', stage: 'new', accountId: '1', contactId: '3', set: {}, at: start, key: 'open', because };
  const told: unknown[] = [openDeal(slice, workspace, opening, context, newId)];
  const dealId = [...slice.deals.keys()][0]!;
  list.forEach(({ name, at: after }, place) => {
    const at = start + after * hour;
    const key = `k${place}`;
    const event = { key, id: key, name, at, receivedAt: at, source: 'test', properties: {}, accountId: '1', personId: '3' };
    if (name === 'time') told.push(passTime(slice, pipeline, dealId, { scope: { now: at }, now: at, context, newId }));
    else if (name === 'edit')
      told.push(
        editDeal(slice, pipeline, { dealId, body: { set: { note: key } }, at, key, because: { by: 'rep', name: 'nina' } }, context, newId),
      );
    else told.push(absorbDealFact(slice, workspace, event, { now: at }, newId), noteActivity(slice, workspace, event, context, newId));
  });
  return { slice, told, stands: [[...slice.deals], [...slice.facts], [...slice.dirty], [...slice.proposals]] };
}

test('activity that only shows that somebody is still there gives what folding all facts again gives', () => {
  const idle = fc.constantFrom('60d', '3d', '1d');
  const rule = fc.constantFrom('', ', if: since(deal.last_fact_at) < hours(3)');
  fc.assert(
    fc.property(fc.array(said, { maxLength: 20 }), idle, rule, (list, quiet, asks) => {
      const [short, long] = [play(list, quiet, asks, true), play(list, quiet, asks, false)];
      expect(short.stands).toEqual(long.stands);
      expect(short.told).toEqual(long.told);
    }),
    { numRuns: 500 },
  );
});

it('is not folded again for it, where the slice says that the deal stands by this pipeline', () => {
  const page = (at: number) => ({ name: 'page', at });
  const fieldsAfter = (list: readonly Said[], isFolded: boolean) =>
    [...play(list, '60d', '', isFolded).slice.deals.values()][0]!.lastFactAt;
  expect(fieldsAfter([page(1), page(30)], true)).toBe(start + day + 6 * hour);
  const { slice } = play([page(1)], '60d', '', true);
  const [deal] = [...slice.deals.values()];
  const workspace = workspaceWith({}, yaml('60d', ''));
  const event = { name: 'page', at: start + 2 * hour, properties: {}, accountId: '1', personId: '3' };
  // Of another version of the pipeline: it is folded by that one.
  noteActivity(slice, workspace, event, context, () => '900');
  expect(slice.deals.get(deal!.id)!.fields).not.toBe(deal!.fields);
  const settled: DealSlice = { ...slice, foldedBy: new Set(workspace.pipelines.values()) };
  const before = settled.deals.get(deal!.id)!;
  noteActivity(settled, workspace, { ...event, at: start + 3 * hour }, context, () => '901');
  expect(settled.deals.get(deal!.id)).toEqual({ ...before, lastFactAt: start + 3 * hour });
  expect(settled.deals.get(deal!.id)!.fields).toBe(before.fields);
});
