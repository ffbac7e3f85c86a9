import { describe, expect, it, test } from '@jest/globals';
import fc from 'fast-check';
import type { Value } from '#libs/language/value.js';
import { compile } from '#libs/testing/small-workspace.js';
import { absorbDealFact } from './absorb-deal-fact.js';
import type { DealFact } from './deal.js';
import { type DealSlice, emptyDealSlice, factsOf } from './deal-slice.js';
import { context, day, edit, event, hour, paid, request, start, unopened, workspaceWith } from './deals.fixture.js';
import { editDeal } from './edit-deal.js';
import { foldFacts } from './fold-facts.js';
import { idleDue } from './idle-due.js';
import { noteActivity } from './note-activity.js';
import { openDeal } from './open-deal.js';
import { passTime } from './pass-time.js';

const yaml = (idle: string, more = '') => `pipeline: new-business
of: account
match: [deal.id, account.stripe_customer, person.email, account.domain]
stages:
  new:
  demo: { when: calendly.booked, back_to: new, back_when: calendly.canceled }
  ${idle}
  trial: { when: Trial Started }
  won:
    when: stripe.invoice_paid
    if: event.amount.amount > 0 && event.billing_reason == "subscription_create"
    set: { amount: event.amount, closed_at: event.meta.at }
  lost: { idle: 60d, set: { lost_reason: went_quiet } }
never_back: true
rep_edits_hold: 7d
${more}`;
const workspace = workspaceWith({}, yaml('stale: { idle: 14d }'));
const pipeline = workspace.pipelines.get('new-business')!;
const plain = workspaceWith({}, yaml('later:')).pipelines.get('new-business')!;

const opening: DealFact = {
  dealId: '5',
  id: '1',
  at: start,
  key: 'open',
  kind: 'open',
  body: { stage: 'new', contact: '3' },
  because: { by: 'system', name: 'open' },
};
const time = (after: number): DealFact => ({
  ...opening,
  id: `t${after}`,
  at: start + after,
  key: `idle:${after}`,
  kind: 'idle',
  body: {},
});
const fold = (facts: readonly DealFact[], of = plain) => foldFacts(of, unopened(), facts, context);
const history = (facts: readonly DealFact[], of = plain) => fold(facts, of).history.map(({ to, at }) => [to, (at - start) / day]);

describe('idle: 60d with set: { lost_reason: went_quiet }', () => {
  it('no fact about the deal for so long moves it, by time alone, and sets what the stage says', () => {
    const { deal, history: moves } = fold([opening, time(60 * day)]);
    expect(deal).toMatchObject({ stage: 'lost', closedAt: start + 60 * day, fields: { lost_reason: 'went_quiet' }, lastFactAt: start });
    expect(moves.at(-1)?.because).toMatchObject({
      by: 'rule',
      name: 'new-business',
      rule: { place: { file: 'pipelines/new-business.yaml' } },
      details: { quiet_since: start },
    });
  });

  it.each<[string, readonly DealFact[], unknown]>([
    ['not a moment too early', [opening, time(60 * day - 1)], [['new', 0]]],
    [
      'a fact begins the time anew',
      [opening, event('calendly.booked', 59 * day), time(60 * day)],
      [
        ['new', 0],
        ['demo', 59],
      ],
    ],
    [
      'a fact of the very instant comes in time',
      [opening, event('calendly.booked', 60 * day), time(60 * day)],
      [
        ['new', 0],
        ['demo', 60],
      ],
    ],
    ['a workflow’s request is a fact, too', [opening, request(30 * day, { set: { plan: 'pro' } }), time(60 * day)], [['new', 0]]],
    [
      'a timer that is late moves it at its own time',
      [opening, time(61 * day)],
      [
        ['new', 0],
        ['lost', 60],
      ],
    ],
    [
      'without any timer the next fact finds it moved',
      [opening, event('calendly.booked', 90 * day)],
      [
        ['new', 0],
        ['lost', 60],
      ],
    ],
    [
      'a fact that comes late and lies before undoes it',
      [opening, time(60 * day), event('calendly.booked', 30 * day)],
      [
        ['new', 0],
        ['demo', 30],
      ],
    ],
    [
      'what is won is not idle',
      [opening, paid(day), time(61 * day)],
      [
        ['new', 0],
        ['won', 1],
      ],
    ],
  ])('%s', (_what, facts, moves) => {
    expect(history(facts)).toEqual(moves);
  });

  it('several idle stages come one after the other, each counted from the last fact', () => {
    expect(history([opening, time(60 * day)], pipeline)).toEqual([
      ['new', 0],
      ['stale', 14],
      ['lost', 60],
    ]);
    expect(history([opening, time(14 * day), event('Trial Started', 20 * day), time(80 * day)], pipeline)).toEqual([
      ['new', 0],
      ['stale', 14],
      ['trial', 20],
      ['lost', 80],
    ]);
  });

  it('a rep’s edit of the stage holds against it, too: the move is proposed', () => {
    const held = workspaceWith({}, yaml('stale: { idle: 2d }')).pipelines.get('new-business')!;
    const { deal, proposals } = fold(
      [opening, edit(day, { stage: 'new' }), edit(day + hour, { stage: 'demo' }), time(3 * day + hour)],
      held,
    );
    expect(deal.stage).toBe('demo');
    expect(proposals).toMatchObject([{ from: 'demo', to: 'stale', at: start + 3 * day + hour }]);
  });

  it.each([
    ['idle: 60', 'E205'],
    ['idle: 2h', 'E207'],
    ['idle: { after: 60d }', 'E205'],
  ])('%s is refused', (idle, code) => {
    const { problems } = compile({
      'pipelines/new-business.yaml': `pipeline: new-business\nmatch: [account.id]\nstages:\n  new:\n  lost: { ${idle} }\n`,
      'workflows/inbound.yaml': null,
    });
    expect(problems).toMatchObject([{ code, place: { line: 5 } }]);
  });
});

test('what the timer has told is not told again, and what is due next is known', () => {
  const deal = fold([opening], pipeline).deal;
  expect(idleDue(pipeline, deal, [opening])).toBe(start + 14 * day);
  expect(idleDue(pipeline, { ...deal, stage: 'stale' }, [opening, time(14 * day)])).toBe(start + 60 * day);
  expect(idleDue(pipeline, { ...deal, stage: 'lost' }, [opening, time(60 * day)])).toBeUndefined();
});

// ---- any order, any number of times ----

type Arrival = { readonly key: string; readonly after: number } & (
  | { readonly kind: 'event'; readonly name: string; readonly properties: Readonly<Record<string, Value>> }
  | { readonly kind: 'edit'; readonly body: { readonly stage?: string; readonly set?: Record<string, string> } }
);

const money = fc.record({ amount: fc.integer({ min: 0, max: 9_000_000 }), currency: fc.constantFrom('usd', 'jpy') });
const when = fc.integer({ min: 1, max: 200 * 24 }).map((hours) => hours * hour);
const events = fc.oneof(
  fc.record({ name: fc.constantFrom('calendly.booked', 'calendly.canceled', 'Trial Started'), properties: fc.constant({}) }),
  fc.record({
    name: fc.constant('stripe.invoice_paid'),
    properties: fc.record({
      amount: money,
      billing_reason: fc.constantFrom('subscription_create', 'subscription_update', 'subscription_cycle'),
      invoice: fc.constantFrom('in_1', 'in_2', 'in_3'),
    }),
  }),
  fc.record({
    name: fc.constant('stripe.charge_refunded'),
    properties: fc.record({ amount_refunded: money, charge: fc.constantFrom('ch_1', 'ch_2'), invoice: fc.constantFrom('in_1', 'in_2') }),
  }),
  fc.record({
    name: fc.constantFrom('stripe.dispute_created', 'stripe.dispute_closed'),
    properties: fc.record({ amount: money, dispute: fc.constant('dp_1'), status: fc.constantFrom('needs_response', 'won') }),
  }),
);
const activity = fc.record({ name: fc.constantFrom('page', 'Ticket Answered'), properties: fc.constant({}) });
const edits = fc.record({ stage: fc.constantFrom('new', 'demo', 'trial', 'lost') }, { requiredKeys: [] });

function arrivals(withEdits: boolean): fc.Arbitrary<readonly Arrival[]> {
  const one = fc.oneof(
    fc.tuple(when, withEdits ? events : fc.oneof(events, activity)).map(([after, said]) => ({ kind: 'event' as const, after, ...said })),
    ...(withEdits
      ? [fc.tuple(when, edits).map(([after, body]) => ({ kind: 'edit' as const, after, body: { ...body, set: { note: `${after}` } } }))]
      : []),
  );
  return fc.array(one, { maxLength: 12 }).map((list) => list.map((arrival, place) => ({ ...arrival, key: `k${place}` })) as Arrival[]);
}

const end = start + 300 * day;
const scope = { now: end };

function arrive(order: readonly (Arrival | 'time')[]): DealSlice {
  const slice = emptyDealSlice();
  let id = 100;
  const newId = () => String((id += 1));
  openDeal(
    slice,
    workspace,
    { pipeline: 'new-business', stage: 'new', accountId: '1', contactId: '3', set: {}, at: start, key: 'open', because: opening.because },
    context,
    newId,
  );
  const dealId = [...slice.deals.keys()][0]!;
  const tell = (): void => {
    while (passTime(slice, pipeline, dealId, { scope, now: end, context, newId }) !== undefined);
  };
  for (const each of order) {
    if (each === 'time') tell();
    else if (each.kind === 'edit')
      editDeal(
        slice,
        pipeline,
        { dealId, body: each.body, at: start + each.after, key: each.key, because: { by: 'rep', name: 'nina' } },
        context,
        newId,
      );
    else {
      const at = start + each.after;
      const said = {
        key: each.key,
        id: each.key,
        name: each.name,
        at,
        receivedAt: at,
        source: 'test',
        properties: each.properties,
        accountId: '1',
        personId: '3',
      };
      absorbDealFact(slice, workspace, said, scope, newId);
      noteActivity(slice, workspace, said, context, newId);
    }
  }
  tell();
  return slice;
}

/** What a rep sees; ids of rows and the times at which a timer came by are nobody's business. */
function seen(slice: DealSlice) {
  const [deal] = [...slice.deals.values()];
  const { id: _id, ...rest } = deal!;
  const again = foldFacts(pipeline, deal!, factsOf(slice, deal!.id), context);
  return { ...rest, history: again.history.map(({ to, at }) => [to, at]), proposals: again.proposals.map(({ to, at }) => [to, at]) };
}

describe('promise 7: facts in any order and any number of times end in the same deals', () => {
  it.each([
    ['with idle, edits and billing mixed in', true],
    ['with idle and what people do mixed in', false],
  ])('%s', (_what, withEdits) => {
    fc.assert(
      fc.property(
        arrivals(withEdits).chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray<Arrival | 'time'>([...list, ...list, ...list.map(() => 'time' as const)], { minLength: list.length * 3 }),
          ),
        ),
        ([list, shuffled]) => {
          const inOrder = list.toSorted((one, other) => one.after - other.after);
          expect(seen(arrive(shuffled))).toEqual(seen(arrive(inOrder)));
        },
      ),
      { numRuns: 300 },
    );
  });
});
