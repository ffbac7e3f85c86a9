// Each kind of file on a small workspace of its own, and what a user is told when it is wrong.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Condition, Expression } from './expression.js';
import { compileWorkspace } from './compile-workspace.js';
import { formatProblems } from './format-problem.js';
import type { Problem } from './place.js';
import type { SourceFile } from './source-file.js';
import type { StepSyntax } from './step-syntax.js';

const email: StepSyntax<{ email: string }> = {
  kind: 'email',
  about: 'sends an email',
  example: '- email: welcome',
  keys: [],
  parse: (written, read) => {
    const name = read.reference(written.at('email'), 'email');
    return name === undefined ? undefined : { email: name };
  },
};
const wait: StepSyntax<{ ms: number }> = {
  kind: 'wait',
  about: 'waits',
  example: '- wait: 2d',
  keys: [],
  waits: true,
  parse: (written, read) => {
    const ms = read.duration(written.at('wait'));
    return ms === undefined ? undefined : { ms };
  },
};
const branch: StepSyntax<{ if: Condition }> = {
  kind: 'if',
  about: 'branches',
  example: '- if: account.employees >= 50',
  keys: ['then', 'else'],
  ports: ['then', 'else'],
  parse: (written, read) => {
    const condition = read.condition(written.at('if'));
    return condition === undefined ? undefined : { if: condition };
  },
  branches: (written) =>
    ['then', 'else'].filter((port) => written.keys().includes(port)).map((port) => ({ port, steps: written.at(port) })),
};
const exit: StepSyntax<{ reason: string }> = {
  kind: 'exit',
  about: 'ends the run',
  example: '- exit: done',
  keys: [],
  ports: [],
  parse: (written, read) => {
    const reason = read.text(written.at('exit'));
    return reason === undefined ? undefined : { reason };
  },
};
const set: StepSyntax<{ fields: readonly string[]; values: readonly Expression[] }> = {
  kind: 'set',
  about: 'sets fields',
  example: '- set: { person.lifecycle: trial }',
  keys: [],
  parse: (written, read) => {
    const map = written.at('set');
    const fields = map.keys().map((key) => ({
      key,
      field: read.field({
        ...map,
        value: key,
        place: map.keyPlace(key),
        at: map.at.bind(map),
        keyPlace: map.keyPlace.bind(map),
        keys: map.keys.bind(map),
      }),
    }));
    const values = fields.map(({ key, field }) => (field === undefined ? undefined : read.expression(map.at(key), field.type)));
    return values.includes(undefined) ? undefined : { fields: map.keys(), values: values as Expression[] };
  },
  writes: (config) => config.fields,
};
const steps = [email, wait, branch, exit, set] as readonly StepSyntax[];

const small: Readonly<Record<string, string>> = {
  'workspace.yaml':
    'workspace: Acme\ntime_zone: Europe/Berlin\ncurrency: EUR\nsender: { name: Acme, email: hello@acme.example, address: "1 High Street" }\n',
  'tracking-plan/demo.yaml':
    'event: Demo Requested\naliases: [Book Demo]\nproperties:\n  company_size: { type: integer, required: true, min: 1 }\n  platform: { type: string, one_of: [shopify, other] }\n',
  'tracking-plan/person.yaml':
    'plan: person\nproperties:\n  role: { type: string }\n  lifecycle: { type: string, one_of: [lead, trial] }\n',
  'traits/account.yaml':
    'traits: account\ncompute:\n  is_big: { formula: account.grown > 100 }\n  grown: { formula: account.employees + 1 }\n  employees: { latest: event.company_size, of: Demo Requested }\n  demos: { count: [book-demo], if: event.company_size > 1 }\n  paths: { unique: event.path, of: page }\n  last_payment: { latest: event.amount, of: stripe.invoice_paid }\n',
  'scores/fit.yaml':
    'score: fit\nof: account\npoints:\n  - { give: 40, if: account.employees >= 200, because: big team }\n  - { give: 10, each: account.demos, up_to: 2 }\nrequires: [account.domain, account.employees]\ntiers:\n  - { tier: enterprise, if: score >= 40 }\n  - { tier: self_serve }\n',
  'team.yaml':
    'team: Sales\nreps:\n  nina:\n    name: Nina Berg\n    email: nina@acme.example\n    team: enterprise\n    calendar: https://calendly.com/nina/demo\n    away: [{ from: 2026-03-02, to: 2026-03-02 }]\n  omar: { name: Omar, email: omar@acme.example, team: enterprise, weight: 0.5, active: false }\n',
  'routing/inbound.yaml':
    'routing: inbound\nby: account.tier\nto:\n  enterprise: { team: enterprise, pick: round_robin, answer_within: 5m }\n  self_serve: nobody\nfallback: rep:nina\n',
  'pipelines/new-business.yaml':
    'pipeline: new-business\nof: account\nmatch: [deal.id, account.stripe_customer, person.email]\nstages:\n  new:\n  demo: { when: calendly.booked, back_to: new, back_when: calendly.canceled }\n  won:\n    when: stripe.invoice_paid\n    if: event.amount.amount > 0 && event.billing_reason == "subscription_create"\n    set: { amount: event.amount, closed_at: event.meta.at, won_by: invoice }\nnever_back: true\nrep_edits_hold: 7d\n',
  'workflows/inbound.yaml':
    'workflow: inbound\nof: person\nwhen:\n  - event: demo_requested\nagain: after 30d\nstop_when: [deal.won, email.unsubscribed]\nsteps:\n  - email: welcome\n  - wait: 2d\n  - if: event.company_size >= 50\n    then:\n      - email: welcome\n      - { wait: 1h, id: breath }\n    else:\n      - set: { person.lifecycle: trial }\n  - exit: done\n',
  'emails/welcome/email.yaml': 'email: welcome\nsubject: "Hi {{person.name}}"\nkind: marketing\n',
  'emails/welcome/body.hbs': '<p>Hi</p>\n',
  'emails/partials/layout.hbs': '{{> @partial-block}}\n',
};

function compile(changes: Readonly<Record<string, string | null>> = {}) {
  const texts = { ...small, ...changes };
  const files: SourceFile[] = Object.entries(texts).flatMap(([path, text]) => (text === null ? [] : [{ path, text }]));
  return { ...compileWorkspace(files, steps), files };
}

function workspaceOf(changes: Readonly<Record<string, string | null>> = {}) {
  const { workspace, problems, files } = compile(changes);
  expect(formatProblems(problems, files, 'human')).toBe('');
  return workspace!;
}

function brief({ code, place }: Problem): string {
  return `${place.file}:${place.line} ${code}`;
}

describe('a workspace without mistakes', () => {
  it('names itself by its content, whatever the order of its files and however it is tested', () => {
    const { hash } = workspaceOf();
    const reversed = compileWorkspace(
      Object.entries(small)
        .toReversed()
        .map(([path, text]) => ({ path, text })),
      steps,
    );
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(reversed.workspace?.hash).toBe(hash);
    expect(workspaceOf({ 'workflows/inbound.test.yaml': 'test: it works\n' }).hash).toBe(hash);
    expect(workspaceOf({ 'emails/welcome/body.hbs': '<p>Hello</p>' }).hash).not.toBe(hash);
  });

  it('reads who the company is', () => {
    const { name, timeZone, currency, sender } = workspaceOf();
    expect({ name, timeZone, currency, sender }).toEqual({
      name: 'Acme',
      timeZone: 'Europe/Berlin',
      currency: 'eur',
      sender: { name: 'Acme', email: 'hello@acme.example', address: '1 High Street' },
    });
  });

  it('plans events under every spelling, beside those that are always there', () => {
    const { plan } = workspaceOf();
    expect(plan.canonical.get('bookdemo')).toBe('Demo Requested');
    expect(plan.canonical.get('demorequested')).toBe('Demo Requested');
    expect(plan.events.get('Demo Requested')?.properties.get('company_size')).toMatchObject({ type: 'integer', required: true, min: 1 });
    expect(plan.events.get('stripe.invoice_paid')?.properties.get('amount')?.type).toBe('money');
    expect(plan.person.get('lifecycle')).toMatchObject({ type: 'string', oneOf: ['lead', 'trial'] });
  });

  it('extends a well-known event by a plan of its name', () => {
    const { plan } = workspaceOf({ 'tracking-plan/page.yaml': 'event: Page\nproperties: { theme: string }\n' });
    expect([...plan.events.get('page')!.properties.keys()]).toEqual(expect.arrayContaining(['path', 'theme']));
  });

  it('types computed traits and orders formulas by what they read', () => {
    const { traits } = workspaceOf();
    const names = traits.map((trait) => trait.name);
    expect(names.indexOf('employees')).toBeLessThan(names.indexOf('grown'));
    expect(names.indexOf('grown')).toBeLessThan(names.indexOf('is_big'));
    const types = Object.fromEntries(traits.map((trait) => [trait.name, trait.type]));
    expect(types).toMatchObject({
      employees: 'integer',
      demos: 'integer',
      is_big: 'boolean',
      paths: { list: 'string' },
      last_payment: 'money',
    });
    expect(traits.find((trait) => trait.name === 'demos')?.rule).toMatchObject({ kind: 'count', events: ['Demo Requested'] });
  });

  it('keeps the lines of a score with their places', () => {
    const [fit] = workspaceOf().scores;
    expect(fit?.points.map((line) => [line.give, line.because, line.upTo, line.place.line])).toEqual([
      [40, 'big team', undefined, 4],
      [10, undefined, 2, 5],
    ]);
    expect(fit?.tiers.map(({ tier }) => tier)).toEqual(['enterprise', 'self_serve']);
    expect(fit?.requires).toEqual(['account.domain', 'account.employees']);
  });

  it('reads a day of absence in the zone of the workspace', () => {
    const { team } = workspaceOf();
    expect(team.teams).toEqual(new Map([['enterprise', ['nina', 'omar']]]));
    expect(team.reps.get('nina')?.away).toEqual([{ from: Date.parse('2026-03-01T23:00:00Z'), to: Date.parse('2026-03-02T23:00:00Z') }]);
    expect(team.reps.get('omar')).toMatchObject({ weight: 0.5, active: false });
  });

  it('reads routings and pipelines', () => {
    const { routings, pipelines } = workspaceOf();
    expect(routings.get('inbound')).toMatchObject({ fallback: 'nina', keepOwner: true });
    expect(routings.get('inbound')?.to.get('enterprise')).toMatchObject({ kind: 'team', team: 'enterprise', answerWithin: 300_000 });
    const pipeline = pipelines.get('new-business');
    expect(pipeline?.repEditsHold).toBe(7 * 86_400_000);
    expect(
      pipeline?.stages.map(({ name, rank, closes, when, backTo, backWhen }) => ({ name, rank, closes, when, backTo, backWhen })),
    ).toEqual([
      { name: 'new', rank: 0, closes: undefined, when: [], backTo: undefined, backWhen: [] },
      { name: 'demo', rank: 1, closes: undefined, when: ['calendly.booked'], backTo: 'new', backWhen: ['calendly.canceled'] },
      { name: 'won', rank: 2, closes: 'won', when: ['stripe.invoice_paid'], backTo: undefined, backWhen: [] },
    ]);
    expect([...pipeline!.stages[2]!.set.keys()]).toEqual(['amount', 'closed_at', 'won_by']);
    expect(pipeline!.stages[2]!.set.get('won_by')?.evaluate({ now: 0 })).toBe('invoice');
  });

  it('flattens steps into nodes that are named by their place', () => {
    const inbound = workspaceOf().workflows.get('inbound')!;
    expect(inbound).toMatchObject({ of: 'person', again: { kind: 'after', ms: 30 * 86_400_000 }, start: '1-email' });
    expect(inbound.stopWhen.map((stop) => (stop.kind === 'stage' ? stop.stage : stop.event))).toEqual(['won', 'email.unsubscribed']);
    expect([...inbound.nodes].flatMap(([id, node]) => Object.entries(node.ports).map(([port, next]) => `${id} ${port} → ${next}`))).toEqual(
      [
        '1-email next → 2-wait',
        '2-wait next → 3-if',
        '3-if then → 3-if.then.1-email',
        '3-if else → 3-if.else.1-set',
        '3-if.then.1-email next → breath',
        'breath next → 4-exit',
        '3-if.else.1-set next → 4-exit',
      ],
    );
    expect(inbound.nodes.get('4-exit')?.ports).toEqual({});
    expect(inbound.nodes.get('2-wait')).toMatchObject({ kind: 'wait', config: { ms: 2 * 86_400_000 }, place: { line: 9 } });
  });

  it('keeps the hash of a workflow when only its comments and the order of its keys change', () => {
    const text = small['workflows/inbound.yaml']!;
    const { hash } = workspaceOf().workflows.get('inbound')!;
    const same = text.replace('of: person\n', '').replace('again:', '# how often\nof: person\nagain:');
    expect(workspaceOf({ 'workflows/inbound.yaml': same }).workflows.get('inbound')?.hash).toBe(hash);
    expect(workspaceOf({ 'workflows/inbound.yaml': text.replace('2d', '3d') }).workflows.get('inbound')?.hash).not.toBe(hash);
  });

  it('reads an email with its words and the layout', () => {
    expect(workspaceOf().emails.get('welcome')).toMatchObject({
      subject: 'Hi {{person.name}}',
      kind: 'marketing',
      html: '<p>Hi</p>\n',
      layout: 'layout',
      sample: {},
    });
  });

  it('reads files with a BOM and with CRLF', () => {
    const windows = Object.fromEntries(Object.entries(small).map(([path, text]) => [path, `\uFEFF${text.replaceAll('\n', '\r\n')}`]));
    expect(workspaceOf({ ...windows, 'emails/welcome/sample.json': '\uFEFF{}' }).workflows.get('inbound')?.nodes.size).toBe(7);
  });
});

describe('a workspace with mistakes', () => {
  it('tells ten mistakes of one file at once, each with its line and a fix', () => {
    const { workspace, problems } = compile({
      'workflows/inbound.yaml': `workflow: inbound
of: persons
whem: []
when:
  - event: Demo Requestd
again: after 30 days
unless_in: [inbond]
stop_when: [deal.wonn]
if: !person.can_email
steps:
  - emial: welcome
  - email: welcom
  - wait: 2
  - if: account.employes >= 50
    then:
      - wait: 1h
        email: welcome
    otherwise: []
  - set: { account.employees: 5 }
`,
    });
    expect(workspace).toBeNull();
    expect(problems.map(brief)).toEqual([
      'workflows/inbound.yaml:2 E204',
      'workflows/inbound.yaml:3 E201',
      'workflows/inbound.yaml:5 E301',
      'workflows/inbound.yaml:6 E204',
      'workflows/inbound.yaml:7 E309',
      'workflows/inbound.yaml:8 E305',
      'workflows/inbound.yaml:9 E003',
      'workflows/inbound.yaml:11 E601',
      'workflows/inbound.yaml:12 E302',
      'workflows/inbound.yaml:13 E205',
      expect.stringMatching(/^workflows\/inbound.yaml:14 E1\d\d$/),
      'workflows/inbound.yaml:17 E602',
      'workflows/inbound.yaml:18 E201',
      'workflows/inbound.yaml:19 E308',
    ]);
    expect(problems.every((problem) => problem.hint !== undefined && problem.hint !== '')).toBe(true);
    expect(problems.map((problem) => problem.hint)).toEqual(
      expect.arrayContaining([
        'did you mean "person"?',
        'did you mean "when"?',
        'did you mean "Demo Requested"?',
        "quote this: '!person.can_email'",
        'did you mean "email"?',
        'did you mean "welcome"?',
        'add the unit: 2d, 2h or 2m',
        expect.stringContaining('did you mean "employees"?'),
      ]),
    );
  });

  it('tells the problems of all files in the order of the files', () => {
    const { problems } = compile({
      'workspace.yaml': 'workspace: Acme\nsender: { name: A }\n',
      'team.yaml': 'team: Sales\n',
      'emails/welcome/body.hbs': null,
    });
    expect(problems.map((problem) => problem.place.file)).toEqual([
      'workspace.yaml',
      'team.yaml',
      'routing/inbound.yaml',
      'routing/inbound.yaml',
      'emails/welcome/email.yaml',
    ]);
  });

  it.each<[string, Record<string, string | null>, string, string]>([
    ['no workspace.yaml', { 'workspace.yaml': null }, 'workspace.yaml:1 E013', 'add one'],
    ['an unknown kind of file', { 'x.yaml': 'workflwo: x\n' }, 'x.yaml:1 E010', 'did you mean "workflow"?'],
    [
      'an unknown time zone',
      { 'workspace.yaml': small['workspace.yaml']!.replace('Europe/Berlin', 'Berlin') },
      'workspace.yaml:2 E209',
      'IANA',
    ],
    [
      'two events of one name',
      { 'tracking-plan/z.yaml': 'event: demo requested\n' },
      'tracking-plan/z.yaml:1 E401',
      'tracking-plan/demo.yaml:1',
    ],
    [
      'a raw and a computed trait of one name',
      { 'traits/person.yaml': 'traits: person\ncompute: { role: { count: page } }\n' },
      'traits/person.yaml:2 E404',
      'tracking-plan/person.yaml:3',
    ],
    [
      'a formula that reads itself',
      { 'traits/z.yaml': 'traits: account\ncompute:\n  a: { formula: account.b + 1 }\n  b: { formula: account.a + 1 }\n' },
      'traits/z.yaml:3 E402',
      'from an event',
    ],
    [
      'a window',
      { 'traits/z.yaml': 'traits: account\ncompute:\n  a: { count: page, within: 30d }\n' },
      'traits/z.yaml:3 E208',
      'count, latest, first, unique and formula',
    ],
    [
      'a trait without a rule',
      { 'traits/z.yaml': 'traits: account\ncompute:\n  a: { of: page }\n' },
      'traits/z.yaml:3 E202',
      'write one of',
    ],
    [
      'no fallback',
      { 'routing/inbound.yaml': small['routing/inbound.yaml']!.replace('fallback: rep:nina', '') },
      'routing/inbound.yaml:1 E406',
      'add fallback',
    ],
    [
      'a fallback without rep:',
      { 'routing/inbound.yaml': small['routing/inbound.yaml']!.replace('rep:nina', 'nina') },
      'routing/inbound.yaml:6 E204',
      'write rep:nina',
    ],
    [
      'an unknown team',
      { 'routing/inbound.yaml': small['routing/inbound.yaml']!.replace('team: enterprise', 'team: enterprize') },
      'routing/inbound.yaml:4 E307',
      'did you mean "enterprise"?',
    ],
    [
      'an unknown tier',
      { 'routing/inbound.yaml': small['routing/inbound.yaml']!.replace('  enterprise:', '  enterprize:') },
      'routing/inbound.yaml:4 E310',
      'did you mean "enterprise"?',
    ],
    [
      'an unsupported pick',
      { 'routing/inbound.yaml': small['routing/inbound.yaml']!.replace('round_robin', 'least_loaded') },
      'routing/inbound.yaml:4 E208',
      'round_robin',
    ],
    [
      'a stage to go back to that comes later',
      { 'pipelines/new-business.yaml': small['pipelines/new-business.yaml']!.replace('back_to: new', 'back_to: won') },
      'pipelines/new-business.yaml:6 E305',
      'new',
    ],
    [
      'a stage set by a stage',
      { 'pipelines/new-business.yaml': small['pipelines/new-business.yaml']!.replace('won_by: invoice', 'stage: new') },
      'pipelines/new-business.yaml:10 E308',
      'move_deal',
    ],
    [
      'an amount that is no money',
      {
        'pipelines/new-business.yaml': small['pipelines/new-business.yaml']!.replace(
          'amount: event.amount',
          'amount: event.billing_reason',
        ),
      },
      'pipelines/new-business.yaml:10 E210',
      'event.amount',
    ],
    [
      'two writers of one field',
      { 'workflows/z.yaml': 'workflow: z\nwhen: [{ event: page }]\nsteps:\n  - set: { person.lifecycle: lead }\n' },
      'workflows/z.yaml:4 E403',
      'one of them',
    ],
    [
      'a workflow that starts itself',
      { 'workflows/z.yaml': 'workflow: z\nwhen: [{ trait: person.role, becomes: x }]\nsteps:\n  - set: { person.role: y }\n' },
      'workflows/z.yaml:1 E407',
      'an event',
    ],
    [
      'a trait of another subject',
      { 'workflows/z.yaml': 'workflow: z\nwhen: [{ trait: account.employees, becomes: 5 }]\nsteps: [{ wait: 1d }]\n' },
      'workflows/z.yaml:2 E411',
      'of: account',
    ],
    [
      'a key the design knows but nothing does',
      { 'workflows/z.yaml': 'workflow: z\nwhen: [{ event: page }]\ngoal: { event: page }\nsteps: [{ wait: 1d }]\n' },
      'workflows/z.yaml:3 E208',
      'stop_when',
    ],
    [
      'an id twice',
      { 'workflows/z.yaml': 'workflow: z\nwhen: [{ event: page }]\nsteps:\n  - { wait: 1d, id: a }\n  - { wait: 1d, id: a }\n' },
      'workflows/z.yaml:5 E604',
      'line 4',
    ],
    [
      'a step behind the end',
      { 'workflows/z.yaml': 'workflow: z\nwhen: [{ event: page }]\nsteps:\n  - exit: done\n  - wait: 1d\n' },
      'workflows/z.yaml:5 E603',
      'exit',
    ],
    ['an email without words', { 'emails/welcome/body.hbs': null }, 'emails/welcome/email.yaml:1 E501', 'emails/welcome/body.hbs'],
    ['a template that is not closed', { 'emails/welcome/body.hbs': '<p>\n{{#if a}}\n</p>\n' }, 'emails/welcome/body.hbs:4 E502', '{{/if}}'],
    [
      'an unknown partial',
      { 'emails/welcome/body.hbs': '<p>\n{{> fotter}}\n' },
      'emails/welcome/body.hbs:2 E504',
      'emails/partials/fotter.hbs',
    ],
    ['a broken sample', { 'emails/welcome/sample.json': '{\n  person: 1\n}' }, 'emails/welcome/sample.json:2 E503', 'quotes'],
    [
      'an email name with a path in it',
      { 'emails/welcome/email.yaml': 'email: ../../etc/passwd\nsubject: x\nkind: marketing\n' },
      'emails/welcome/email.yaml:1 E206',
      'letters',
    ],
    [
      'a rep whose key is a path',
      { 'team.yaml': `${small['team.yaml']!}  ../x: { name: X, email: x@acme.example, team: a }\n` },
      'team.yaml:10 E206',
      'letters',
    ],
    ['a file outside the folder', { '../secret.yaml': 'workflow: x\n' }, '../secret.yaml:1 E012', '".."'],
  ])('tells of %s', (_, changes, expected, hint) => {
    const { workspace, problems } = compile(changes);
    const found = problems.find((problem) => brief(problem) === expected);
    expect(problems.map(brief)).toContain(expected);
    expect(found?.hint).toContain(hint);
    expect(workspace).toBeNull();
  });

  it('warns of what only looks as if time moved it, and compiles all the same', () => {
    const { workspace, problems } = compile({
      'traits/z.yaml': 'traits: account\ncompute:\n  fresh: { formula: since(account.last_seen_at) < days(7) }\n',
    });
    expect(problems.map((problem) => [problem.code, problem.severity])).toEqual([['E405', 'warning']]);
    expect(workspace).not.toBeNull();
  });

  it('reads a condition of 100 KB or says what is wrong with it, and stays alive', () => {
    const condition = Array.from({ length: 4_000 }, () => 'person.can_email').join(' && ');
    const { problems } = compile({ 'workflows/z.yaml': `workflow: z\nwhen: [{ event: page }]\nif: ${condition}\nsteps: [{ wait: 1d }]\n` });
    expect(problems.filter((problem) => problem.place.line !== 3)).toEqual([]);
  });

  it('never throws, whatever is typed into a file, and each problem has a place and a code that can be shown', () => {
    const paths = Object.keys(small);
    const pieces = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom(
        '\n',
        ' ',
        ': ',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '#',
        '&a ',
        '*a',
        '!',
        '|',
        'null',
        '~',
        '1e400',
        '__proto__',
        'id: ',
        '\t',
      ),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.nat(2_000), fc.nat(12), pieces, (path, at, drop, piece) => {
        const text = small[path]!;
        const start = at % (text.length + 1);
        const { workspace, problems, files } = compile({ [path]: text.slice(0, start) + piece + text.slice(start + drop) });
        formatProblems(problems, files, 'human', true);
        expect(problems.every(({ code, place }) => /^E\d{3}$/.test(code) && place.line >= 1 && place.column >= 1)).toBe(true);
        expect(workspace === null).toBe(problems.some((problem) => problem.severity === 'error'));
      }),
      { numRuns: 150, seed: 11 },
    );
  });
});
