import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asked, day, did, hour, simulate, start } from './simulation.fixture.js';
import type { Simulation } from './simulation.js';

const step = fc.record({
  what: fc.constantFrom('asked', 'identified', 'booked', 'paid', 'unsubscribed'),
  person: fc.integer({ min: 0, max: 5 }),
  company: fc.integer({ min: 0, max: 2 }),
  size: fc.constantFrom(3, 300, 1200),
  after: fc.integer({ min: 0, max: 30 }),
});

const zones = ['Asia/Tokyo', 'America/New_York'];

type Step = typeof step extends fc.Arbitrary<infer Item> ? Item : never;

/** What time alone begins: by the calendar, and for deals that nothing happens to. */
const byTime = {
  'audiences/stuck.yaml': 'audience: stuck\nof: deal\nif: account.tier == "enterprise" && since(deal.in_stage_since) > days(2)\n',
  'workflows/stuck.yaml':
    'workflow: stuck\nof: deal\nwhen: [{ audience: stuck, enters: true }, { audience: stuck, leaves: true }]\nagain: after exit\nsteps: [{ notify: { channel: "#stuck", text: "Look." } }]\n',
  'workflows/weekly.yaml':
    'workflow: weekly\nof: person\nwhen: [{ every: "tue 09:00", zone: person }]\nif: person.can_email\nagain: after exit\nsteps: [{ notify: { channel: "#weekly", text: "${{ person.email }}" } }]\n',
};

function play(steps: readonly Step[], putsAway: boolean): { simulation: Simulation; left: string[] } {
  const simulation = simulate(byTime);
  const left: string[] = [];
  let at = start;
  for (const { what, person, company, size, after } of steps) {
    at += after * 6 * hour;
    if (putsAway) simulation.putAway();
    simulation.advanceTo(at);
    const email = `p${person}@shop${company}.test`;
    if (what === 'asked') simulation.say(asked(size, email, at), 'test');
    else if (what === 'identified')
      simulation.say(
        {
          ...did('identify', at, {}, email),
          kind: 'identify',
          person: { email, anonymousId: `anon-${person}` },
          personTraits: { timezone: zones[person % 2]! },
        },
        'test',
      );
    else if (what === 'booked') simulation.say({ ...did('calendly.booked', at), person: { anonymousId: `anon-${person}` } }, 'test');
    else if (what === 'paid') simulation.say(did('stripe.invoice_paid', at, { amount: { amount: 100, currency: 'usd' } }, email), 'test');
    else simulation.say(did('email.unsubscribed', at, {}, email), 'test');
    left.push(...simulation.takeOutcomes().performed.map(({ at: when, action, to, refused }) => `${when} ${action} ${to} ${refused}`));
  }
  simulation.advanceTo(at + 30 * day);
  left.push(...simulation.takeOutcomes().performed.map(({ at: when, action, to, refused }) => `${when} ${action} ${to} ${refused}`));
  if (putsAway) simulation.putAway();
  return { simulation, left };
}

const sorted = <Item>(items: Iterable<[string, Item]>) =>
  [...items].map(([id, item]) => [Number(id), item] as const).sort(([one], [other]) => one - other);

test('a history whose subjects are put away after every fact ends as one that keeps all of them in sight', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const [kept, away] = [play(steps, false), play(steps, true)];
      expect(away.left).toEqual(kept.left);
      const [one, other] = [kept.simulation.subjects, away.simulation.subjects];
      const live = (items: Iterable<[string, { readonly mergedInto: string | null }]>) =>
        sorted(items).filter(([, { mergedInto }]) => mergedInto === null);
      expect(live(other.everyone().persons)).toEqual(live(one.everyone().persons));
      expect(live(other.everyone().accounts)).toEqual(live(one.everyone().accounts));
      expect(sorted(other.allDeals())).toEqual(sorted(one.allDeals()));
      expect(sorted(other.allRuns())).toEqual(sorted(one.allRuns()).filter(([, { endedAt }]) => endedAt === null));
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('what nobody has asked for lately is the same when it is asked for again', () => {
  const simulation = simulate();
  simulation.say(asked(1200), 'test');
  const [before] = [...simulation.subjects.everyone().persons];
  simulation.putAway();
  for (let round = 0; round < 45_000; round += 1) simulation.putAway();
  expect([...simulation.subjects.everyone().persons]).toEqual([before]);
  simulation.advanceTo(start + 3 * day);
  expect(simulation.takeOutcomes().performed.map(({ payload }) => payload['template'])).toContain('tips');
});
