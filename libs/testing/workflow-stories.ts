// One story for each rule about what begins and ends a workflow. Production and simulation play the same ones: a rule holds in
// both, or in none.

import { publishStories } from './publish-stories.js';
import { ana, asked, big, bigDeals, booked, idle, is, opening, page, paid, workflow, type Story } from './workflow-story.js';

export const stories: readonly Story[] = [
  {
    rule: 'when: { event, if }: an event for which the condition holds',
    files: { ...idle, ...workflow('w', 'when: [{ event: page, if: event.path == "/pricing" }]\nsteps: [{ exit: seen }]') },
    moments: [{ at: 0, told: [page('/home'), page('/pricing'), { event: 'page', who: 'bo@beta.test' }] }],
    runs: ['w ana@acme.test done: seen'],
  },
  {
    rule: 'when: any of these',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }, { event: Demo Requested }]\nagain: after exit\nsteps: [{ exit: seen }]') },
    moments: [{ at: 0, told: [page('/'), asked(5)] }],
    runs: ['w ana@acme.test done: seen', 'w ana@acme.test done: seen'],
  },
  {
    rule: 'when: { trait, becomes }: a transition, not a state',
    files: {
      ...idle,
      ...workflow('w', 'when: [{ trait: person.lifecycle, becomes: trial }]\nagain: after exit\nsteps: [{ exit: seen }]'),
    },
    moments: [
      { at: 0, told: [is({ lifecycle: 'trial' }), is({ lifecycle: 'trial' }), page('/')] },
      { at: 1, told: [is({ lifecycle: 'lead' })] },
      { at: 2, told: [is({ lifecycle: 'trial' })] },
    ],
    runs: ['w ana@acme.test done: seen', 'w ana@acme.test done: seen'],
  },
  ...(['person', 'account', 'deal'] as const).map((of) => ({
    rule: `when: { stage }: a deal reaches it, for a workflow of ${of}`,
    files: { ...opening, ...workflow('w', `of: ${of}\nwhen: [{ stage: demo }]\nagain: after exit\nsteps: [{ exit: reached }]`) },
    moments: [
      { at: 0, told: [asked(5)] },
      { at: 1, told: [booked] },
      { at: 2, told: [booked] },
    ],
    runs: ['inbound ana@acme.test done: completed', `w ${{ person: ana, account: 'acme.test', deal: 'acme.test demo' }[of]} done: reached`],
  })),
  {
    rule: 'when: { audience, enters } of accounts: from not met, or unknown, to met',
    files: { ...idle, ...big, ...workflow('w', 'of: account\nwhen: [{ audience: big, enters: true }]\nsteps: [{ exit: entered }]') },
    moments: [
      { at: 0, told: [page('/'), asked(5)] },
      { at: 1, told: [asked(900)] },
      { at: 2, told: [asked(901)] },
    ],
    runs: ['w acme.test done: entered'],
  },
  {
    rule: 'when: { audience, leaves }: the other way',
    files: { ...idle, ...big, ...workflow('w', 'of: account\nwhen: [{ audience: big, leaves: true }]\nsteps: [{ exit: left }]') },
    moments: [
      { at: 0, told: [asked(900)] },
      { at: 1, told: [{ event: 'group', who: ana }, asked(5)] },
    ],
    // Two demos give 20 points, too few for the tier.
    runs: ['w acme.test done: left'],
  },
  {
    rule: 'when: { audience, enters } of deals: by what becomes so of the deal or its account',
    files: {
      ...opening,
      ...bigDeals,
      ...workflow('w', 'of: deal\nwhen: [{ audience: big-deals, enters: true }]\nagain: after exit\nsteps: [{ exit: entered }]'),
    },
    moments: [
      { at: 0, told: [asked(5), asked(900, 'bo@beta.test')] },
      { at: 1, told: [asked(900)] },
      { at: 2, told: [page('/'), asked(900)] },
    ],
    // Bo's deal was in it from its opening.
    runs: [
      'inbound ana@acme.test done: completed',
      'inbound bo@beta.test done: completed',
      'w beta.test new done: entered',
      'inbound ana@acme.test done: completed',
      'w acme.test new done: entered',
      'inbound ana@acme.test done: completed',
    ],
  },
  {
    rule: 'when: { audience, enters, leaves } of deals: by time alone, and by a fact',
    files: {
      ...opening,
      'audiences/stuck.yaml': 'audience: stuck\nof: deal\nif: deal.stage == "new" && since(deal.in_stage_since) > hours(5)\n',
      ...workflow('in', 'of: deal\nwhen: [{ audience: stuck, enters: true }]\nsteps: [{ exit: entered }]'),
      ...workflow('out', 'of: deal\nwhen: [{ audience: stuck, leaves: true }]\nsteps: [{ exit: left }]'),
    },
    moments: [{ at: 0, told: [asked(5)] }, { at: 5 }, { at: 6 }, { at: 7, told: [booked] }],
    runs: ['inbound ana@acme.test done: completed', 'in acme.test demo done: entered', 'out acme.test demo done: left'],
  },
  {
    rule: 'when: { every, zone }: for each subject, at its time',
    files: { ...idle, ...workflow('w', 'when: [{ every: "tue 09:00", zone: person }]\nsteps: [{ exit: a new week }]') },
    moments: [
      { at: 0, told: [is({ timezone: 'Asia/Tokyo' }), page('/', 'bo@beta.test')] },
      // Tuesday, 08:59 in Berlin.
      { at: 22.98 },
    ],
    runs: ['w ana@acme.test done: a new week'],
  },
  {
    rule: 'if: unknown counts as not met',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }]\nif: person.role != "admin"\nsteps: [{ exit: in }]') },
    moments: [
      {
        at: 0,
        told: [
          page('/'),
          is({ role: 'admin' }, 'bo@beta.test'),
          page('/', 'bo@beta.test'),
          is({ role: 'cto' }, 'cy@cyan.test'),
          page('/', 'cy@cyan.test'),
        ],
      },
    ],
    runs: ['w cy@cyan.test done: in'],
  },
  {
    rule: 'again: never, which is the rule when nothing is said',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }]\nsteps: [{ exit: once }]') },
    moments: [
      { at: 0, told: [page('/')] },
      { at: 900, told: [page('/')] },
    ],
    runs: ['w ana@acme.test done: once'],
  },
  {
    rule: 'again: after exit',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }]\nagain: after exit\nsteps: [{ wait: 2h }]') },
    moments: [0, 1, 3].map((at) => ({ at, told: [page('/')] })),
    runs: ['w ana@acme.test done: completed', 'w ana@acme.test sleeping'],
  },
  {
    rule: 'again: after DURATION, from when it ended',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }]\nagain: after 1d\nsteps: [{ wait: 2h }]') },
    moments: [{ at: 0, told: [page('/')] }, { at: 2 }, ...[25.9, 26].map((at) => ({ at, told: [page('/')] }))],
    runs: ['w ana@acme.test done: completed', 'w ana@acme.test sleeping'],
  },
  {
    rule: 'a subject is in it once at a time',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }]\nagain: after exit\nsteps: [{ wait: 5d }]') },
    moments: [{ at: 0, told: [page('/'), page('/a'), page('/', 'bo@acme.test')] }],
    runs: ['w ana@acme.test sleeping', 'w bo@acme.test sleeping'],
  },
  {
    rule: 'key: once at a time for each value of a key; an unknown one begins nothing',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }]\nagain: never\nkey: event.path\nsteps: [{ wait: 5d }]') },
    moments: [{ at: 0, told: [page('/a'), page('/b'), page('/a'), { event: 'page', who: ana }] }],
    runs: ['w ana@acme.test sleeping', 'w ana@acme.test sleeping'],
  },
  {
    rule: 'unless_in: not while it is in one of these',
    files: {
      ...idle,
      ...workflow('onboarding', 'when: [{ event: Demo Requested }]\nsteps: [{ wait: 2h }]'),
      ...workflow('w', 'when: [{ event: page }]\nunless_in: [onboarding]\nsteps: [{ exit: in }]'),
    },
    moments: [{ at: 0, told: [asked(5), page('/'), page('/', 'bo@acme.test')] }, { at: 2 }, { at: 3, told: [page('/')] }],
    runs: ['onboarding ana@acme.test done: completed', 'w bo@acme.test done: in', 'w ana@acme.test done: in'],
  },
  {
    rule: 'stop_when: an event about the subject',
    files: { ...idle, ...workflow('w', 'when: [{ event: page }]\nstop_when: [calendly.booked]\nsteps: [{ wait: 5d }]') },
    moments: [
      { at: 0, told: [page('/'), page('/', 'bo@acme.test')] },
      { at: 1, told: [booked] },
    ],
    runs: ['w ana@acme.test stopped: stop_when: calendly.booked', 'w bo@acme.test sleeping'],
  },
  {
    rule: 'stop_when: deal.won, a stage that its deal reaches',
    files: { ...opening, ...workflow('w', 'when: [{ event: page }]\nstop_when: [deal.won]\nsteps: [{ wait: 5d }]') },
    moments: [
      { at: 0, told: [asked(5), page('/'), page('/', 'bo@beta.test')] },
      { at: 1, told: [paid] },
    ],
    runs: ['inbound ana@acme.test done: completed', 'w ana@acme.test stopped: stop_when: deal.won', 'w bo@beta.test sleeping'],
  },
  {
    rule: 'stop_if: as soon as it holds, at the start too',
    files: {
      ...idle,
      ...workflow('w', 'when: [{ event: page }]\nagain: after exit\nstop_if: person.lifecycle == "trial"\nsteps: [{ wait: 5d }]'),
    },
    moments: [
      { at: 0, told: [page('/')] },
      { at: 1, told: [is({ lifecycle: 'trial' })] },
      { at: 2, told: [page('/')] },
    ],
    runs: ['w ana@acme.test stopped: stop_if: person.lifecycle == "trial"'],
  },
  {
    rule: 'stop_if: time alone makes it hold, and the next act is not taken',
    files: {
      ...idle,
      ...workflow('w', 'when: [{ event: page }]\nstop_if: since(person.last_seen_at) > hours(3)\nsteps: [{ wait: 4h }, { exit: acted }]'),
    },
    moments: [{ at: 0, told: [page('/')] }, { at: 4 }],
    runs: ['w ana@acme.test stopped: stop_if: since(person.last_seen_at) > hours(3)'],
  },
  {
    rule: 'goal: who meets it at the start is not enrolled, who meets it on the way leaves before the next act',
    files: {
      ...idle,
      ...workflow(
        'w',
        'when: [{ event: page }, { event: calendly.booked }]\ngoal: { event: calendly.booked, within: 9d }\nsteps: [{ wait: 1h }, { exit: acted }]',
      ),
    },
    moments: [{ at: 0, told: [page('/'), { ...booked, who: 'bo@beta.test' }] }, { at: 0.5, told: [booked] }, { at: 2 }],
    runs: ['w ana@acme.test stopped: goal: calendly.booked'],
  },
  {
    rule: 'a fact about an account never starts a run for each of its people: that is an account’s workflow',
    files: {
      ...idle,
      ...workflow('of-account', 'of: account\nwhen: [{ trait: account.tier, becomes: enterprise }]\nsteps: [{ exit: in }]'),
      ...workflow('of-person', 'when: [{ event: Demo Requested }]\nsteps: [{ exit: in }]'),
    },
    moments: [
      { at: 0, told: [page('/', 'bo@acme.test'), page('/', 'cy@acme.test')] },
      { at: 1, told: [asked(900)] },
    ],
    runs: ['of-person ana@acme.test done: in', 'of-account acme.test done: in'],
  },
  {
    rule: 'already met when the workflow is applied: nobody is enrolled',
    files: { ...opening },
    moments: [
      { at: 0, told: [is({ lifecycle: 'trial' }), asked(900), booked] },
      {
        at: 1,
        apply: {
          ...big,
          ...bigDeals,
          ...workflow('by-deal-audience', 'of: deal\nwhen: [{ audience: big-deals, enters: true }]\nsteps: [{ exit: in }]'),
          ...workflow('by-trait', 'when: [{ trait: person.lifecycle, becomes: trial }]\nsteps: [{ exit: in }]'),
          ...workflow('by-audience', 'of: account\nwhen: [{ audience: big, enters: true }]\nsteps: [{ exit: in }]'),
          ...workflow('by-stage', 'of: deal\nwhen: [{ stage: demo }]\nsteps: [{ exit: in }]'),
          ...workflow('by-event', 'when: [{ event: Demo Requested }]\nsteps: [{ exit: in }]'),
        },
      },
      { at: 2, told: [page('/'), is({ lifecycle: 'trial' })] },
    ],
    runs: ['inbound ana@acme.test done: completed'],
  },
  ...publishStories,
  {
    rule: 'a cause deeper than 10 is stopped and reported',
    files: {
      ...idle,
      ...Object.assign(
        {},
        ...Array.from({ length: 13 }, (_, at) =>
          workflow(
            `w${at}`,
            `when: [${at === 0 ? '{ event: page }' : ''}]\nsteps: [${at === 12 ? '{ exit: end }' : `{ start: w${at + 1} }`}]`,
          ),
        ),
      ),
    },
    moments: [{ at: 0, told: [page('/')] }],
    runs: [
      ...Array.from({ length: 11 }, (_, at) => `w${at} ana@acme.test done: completed`),
      'w11 ana@acme.test failed: it stands 11 runs deep in a chain of causes, and 10 is the limit; look for workflows that start each other',
    ],
  },
];
