// Lints with the real steps: windows, routings, secrets, unsubscribing, and chains of workflows that come back to their start.

import { describe, expect, test } from '@jest/globals';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { small } from '#libs/testing/small-workspace.js';
import { compileWorkspace } from '../compile-workspace.js';
import { formatProblems } from '../format-problem.js';
import { lintWorkspace } from './lint-workspace.js';
import { secretsInClear } from './secrets-in-clear.js';

function compiled(changes: Readonly<Record<string, string>>) {
  const files = Object.entries({ ...small, ...changes }).map(([path, text]) => ({ path, text }));
  return { files, ...compileWorkspace(files, stepSyntaxes) };
}

function linted(changes: Readonly<Record<string, string>>): readonly string[] {
  const { workspace, problems, files } = compiled(changes);
  expect(formatProblems(problems, files, 'human')).toBe('');
  return lintWorkspace(workspace!).map(({ code, place, message }) => `${place.file}:${place.line} ${code} ${message}`);
}

const workflow = (rest: string, name = 'z') => ({ [`workflows/${name}.yaml`]: `workflow: ${name}\nwhen: [{ event: page }]\n${rest}` });

describe('a window', () => {
  const moment = (send: string, until: string) => workflow(`send: ${send}\nsteps:\n  - wait_until: ${until}\n  - email: welcome\n`);

  test.each([
    ['its hours', '{ hours: "09:00-17:00" }', '{ time: "18:00" }'],
    ['its days', '{ days: mon-fri }', '{ time: "09:00", days: sat }'],
    ['the end of its hours, which is outside', '{ hours: "09:00-17:00", zone: person }', '{ time: "17:00", zone: person }'],
  ])('that is closed at the moment that is waited for is told: %s', (_what, send, until) => {
    expect(linted(moment(send, until))).toEqual([
      'workflows/z.yaml:5 E428 the message behind it never leaves at this moment: "send" is closed then',
    ]);
  });

  test.each([
    ['it is open then', '{ hours: "09:00-17:00", days: mon-fri }', '{ time: "09:00", days: [fri, sat] }'],
    ['two clocks are meant', '{ hours: "09:00-17:00", zone: person }', '{ time: "18:00", zone: owner }'],
  ])('is not told where %s', (_what, send, until) => {
    expect(linted(moment(send, until))).toEqual([]);
  });

  test.each([
    ['send: { days: [] }', 'workflows/z.yaml:3 E207'],
    ['send: { hours: "17:00-09:00" }', 'workflows/z.yaml:3 E207'],
  ])('that no moment is in is refused: %s', (line, expected) => {
    const { problems } = compiled(workflow(`${line}\nsteps: [{ email: welcome }]\n`));
    expect(problems.map(({ code, place }) => `${place.file}:${place.line} ${code}`)).toEqual([expected]);
  });

  test('of a goal that is over before the first message is told', () => {
    const steps =
      'steps: [{ wait: 4d }, { if: person.can_email, then: [{ wait: 36h }, { email: welcome }], else: [{ wait: 20d }, { email: welcome }] }]\n';
    expect(linted(workflow(`goal: { event: calendly.booked, within: 5d }\n${steps}`))).toEqual([
      'workflows/z.yaml:3 E428 the goal is counted for 5 days, and the first message leaves after 132 hours',
    ]);
    expect(linted(workflow(`goal: { event: calendly.booked, within: 6d }\n${steps}`))).toEqual([]);
    expect(linted(workflow(`experiment: { holdout: 10%, goal: calendly.booked, within: 3d }\n${steps}`))).toEqual([
      'workflows/z.yaml:3 E428 the experiment is counted for 3 days, and the first message leaves after 132 hours',
    ]);
  });
});

describe('a routing', () => {
  const routing = (to: string, by = 'account.tier', fallback = 'nina') => ({
    'routing/inbound.yaml': `routing: inbound\nby: ${by}\nto:\n${to}fallback: rep:${fallback}\n`,
  });
  const team = small['team.yaml']!;

  test('that can fall through for one of the values of what it goes by is told', () => {
    const to = '  lead: rep:nina\n  customer: nobody\n';
    expect(linted(routing(to, 'person.lifecycle'))).toEqual([
      'routing/inbound.yaml:1 E423 the routing "inbound" has no line for person.lifecycle "trial"',
      'routing/inbound.yaml:5 E427 no lead takes this line: person.lifecycle is never "customer"',
    ]);
  });

  test('to a team in which nobody is active is told, and so is a fallback who is not', () => {
    const to = '  enterprise: { team: smb }\n  self_serve: rep:omar\n';
    const smb = `${team}  pia: { name: Pia, email: pia@acme.example, team: smb, active: false }\n`;
    expect(linted({ ...routing(to, 'account.tier', 'omar'), 'team.yaml': smb })).toEqual([
      'routing/inbound.yaml:4 E430 nobody in the team "smb" is active: all of its leads go to rep:omar',
      'routing/inbound.yaml:5 E430 nobody in rep:omar is active: all of its leads go to rep:omar',
      'routing/inbound.yaml:1 E430 the fallback of the routing "inbound", rep:omar, is not active',
    ]);
  });

  test('that does not skip who is not active means it so', () => {
    const text =
      'routing: inbound\nby: account.tier\nto:\n  enterprise: rep:omar\n  self_serve: nobody\nskip: [away]\nfallback: rep:omar\n';
    expect(linted({ 'routing/inbound.yaml': text })).toEqual([]);
  });
});

describe('a secret in clear', () => {
  // Put together here, so that no file of the project looks as if it held one.
  test.each([
    ['Stripe', ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc']],
    ['webhook', ['whsec', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']],
    ['Slack', ['xox', 'b-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy']],
    ['HubSpot', ['pat-na1-', '12345678-abcd-abcd-abcd-1234567890ab']],
    ['AWS', ['AKIA', 'IOSFODNN7EXAMPLE']],
    ['GitHub', ['ghp', 'a'.repeat(36)]],
    ['private key', ['-----BEGIN RSA PRIV', 'ATE KEY-----']],
    ['password', ['https://deploy:', 'hunter2@git.example/x']],
  ])('of %s is told in whatever file it stands, and not written once more', (what, parts) => {
    const secret = parts.join(/^(?:sk|whsec|ghp)$/.test(parts[0]!) ? '_' : '');
    const files = [
      { path: 'emails/a/sample.json', text: `{\n  "key": "${secret}"\n}` },
      { path: 'workflows/z.yaml', text: `workflow: z # ${secret}\n` },
    ];
    const problems = secretsInClear(files);
    expect(problems.map(({ code, place }) => `${place.file}:${place.line} ${code}`)).toEqual([
      'emails/a/sample.json:2 E429',
      'workflows/z.yaml:1 E429',
    ]);
    expect(problems[0]!.message).toMatch(new RegExp(what));
    for (const format of ['human', 'json', 'github', 'sarif'] as const)
      expect(formatProblems(problems, files, format)).not.toContain(secret);
  });

  test.each(['${env.HUBSPOT_TOKEN}', 'https://acme.example:8080/a@b', 'token: { type: string }', 'task_live_long_and_prosper_1'])(
    'is not seen in %s',
    (text) => {
      expect(secretsInClear([{ path: 'x.yaml', text }])).toEqual([]);
    },
  );
});

describe('an email without a way to unsubscribe', () => {
  const receipt = {
    'emails/receipt/email.yaml': 'email: receipt\nsubject: Hi\nkind: transactional\n',
    'emails/receipt/body.hbs': '<p>Hi</p>\n',
  };
  const sends = (when: string) => ({ 'workflows/z.yaml': `workflow: z\nwhen: [${when}]\nsteps: [{ email: receipt }]\n` });

  test('is told where nobody did anything', () => {
    expect(linted({ ...receipt, ...sends('{ trait: person.role, becomes: admin }') })).toEqual([
      'workflows/z.yaml:3 E431 the email "receipt" has no way to unsubscribe, and nobody asked for what "z" sends',
    ]);
  });

  test('is right where it answers what someone did', () => {
    expect(linted({ ...receipt, ...sends('{ event: page }') })).toEqual([]);
  });
});

describe('a chain of workflows that comes back to its start is refused (E407)', () => {
  const set = (name: string, trigger: string, step: string, of = 'person') =>
    ({ [`workflows/${name}.yaml`]: `workflow: ${name}\nof: ${of}\nwhen: [${trigger}]\nsteps:\n  - ${step}\n` }) as const;
  const circles = (changes: Readonly<Record<string, string>>) =>
    compiled(changes).problems.map(({ code, message }) => `${code} ${message}`);
  const plan = {
    'tracking-plan/person.yaml':
      'plan: person\nproperties: { role: { type: string }, lifecycle: { type: string }, level: { type: integer } }\n',
  };

  test('through a computed trait', () => {
    const traits = {
      'traits/person.yaml': 'traits: person\ncompute:\n  is_high: { formula: person.twice > 5 }\n  twice: { formula: person.level * 2 }\n',
    };
    expect(circles({ ...plan, ...traits, ...set('a', '{ trait: person.is_high, becomes: true }', 'set: { person.level: 1 }') })).toEqual([
      'E407 workflows start each other in a circle: a → a',
    ]);
  });

  test('through an audience', () => {
    const audience = { 'audiences/quiet.yaml': 'audience: quiet\nof: person\nif: person.role == "quiet"\n' };
    expect(
      circles({
        ...plan,
        ...audience,
        ...set('a', '{ audience: quiet, enters: true }', 'set: { person.level: 1 }'),
        ...set('b', '{ trait: person.level, becomes: 1 }', 'set: { person.role: quiet }'),
      }),
    ).toEqual(['E407 workflows start each other in a circle: a → b → a']);
  });

  test('through what is counted of its own messages', () => {
    const traits = { 'traits/person.yaml': 'traits: person\ncompute:\n  mails: { count: email.sent }\n' };
    expect(circles({ ...traits, ...set('a', '{ trait: person.mails, becomes: 5 }', 'email: welcome') })).toEqual([
      'E407 workflows start each other in a circle: a → a',
    ]);
  });

  test('through a score and its tier, from a person to the account', () => {
    const traits = { 'traits/z.yaml': 'traits: account\ncompute:\n  admins: { rollup: count, of: person, if: person.role == "admin" }\n' };
    const scores = { 'scores/fit.yaml': small['scores/fit.yaml']!.replace('account.employees >= 200', 'account.admins > 1') };
    const account = { 'tracking-plan/account.yaml': 'plan: account\nproperties: { plan: { type: string } }\n' };
    expect(
      circles({
        ...plan,
        ...traits,
        ...scores,
        ...account,
        ...set('a', '{ trait: account.tier, becomes: enterprise }', 'start: { workflow: b }', 'account'),
        ...set('b', '{ event: page }', 'set: { account.plan: x }', 'account'),
      }),
    ).toEqual([]);
    expect(
      circles({
        ...plan,
        ...traits,
        ...scores,
        ...account,
        ...set('a', '{ trait: account.tier, becomes: enterprise }', 'route: inbound', 'account'),
        'traits/owned.yaml': 'traits: account\ncompute: { is_owned: { formula: has(account.owner) } }\n',
        ...set('b', '{ trait: account.is_owned, becomes: true }', 'start: { workflow: a }', 'account'),
      }),
    ).toEqual(['E407 workflows start each other in a circle: a → b → a']);
  });

  test('through an audience of deals, whose stage a workflow moves', () => {
    const audience = { 'audiences/open.yaml': 'audience: open\nof: deal\nif: deal.stage == "demo"\n' };
    expect(circles({ ...audience, ...set('a', '{ audience: open, enters: true }', 'move_deal: demo', 'deal') })).toEqual([
      'E407 workflows start each other in a circle: a → a',
    ]);
  });

  test('and nothing else: many that start the same ones are looked at once each', () => {
    const chain = Array.from({ length: 60 }, (_, i) => {
      const next = i === 59 ? '[{ email: welcome }]' : `[{ start: { workflow: a${i + 1} } }, { start: { workflow: b${i + 1} } }]`;
      return [
        [`workflows/a${i}.yaml`, `workflow: a${i}\nwhen: []\nsteps: ${next}\n`],
        [`workflows/b${i}.yaml`, `workflow: b${i}\nwhen: []\nsteps: ${next}\n`],
      ];
    }).flat();
    expect(circles(Object.fromEntries(chain) as Record<string, string>)).toEqual([]);
  });

  test('two workflows may not write one field, and one may write what the other asks about', () => {
    expect(circles({ ...plan, ...set('a', '{ event: page }', 'set: { person.lifecycle: trial }') })).toEqual([
      'E403 two workflows write person.lifecycle: "inbound" and "a"',
    ]);
    expect(circles({ ...plan, ...set('a', '{ trait: person.lifecycle, becomes: trial }', 'set: { person.role: x }') })).toEqual([]);
  });
});
