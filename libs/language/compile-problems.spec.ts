// What a user is told when a file of a workspace is wrong.

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatProblems } from './format-problem.js';
import { brief, compile, small } from '#libs/testing/small-workspace.js';

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
      'a window without its unit',
      { 'traits/z.yaml': 'traits: account\ncompute:\n  a: { count: page, within: 30 }\n' },
      'traits/z.yaml:3 E205',
      'add the unit: 30d',
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
      'a pick that is none',
      { 'routing/inbound.yaml': small['routing/inbound.yaml']!.replace('round_robin', 'least_laoded') },
      'routing/inbound.yaml:4 E204',
      'did you mean "least_loaded"?',
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
      'a choice that is none',
      { 'workflows/z.yaml': 'workflow: z\nwhen: [{ event: page }]\non_publish: move\nsteps: [{ wait: 1d }]\n' },
      'workflows/z.yaml:3 E204',
      'migrate',
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
    ['a template that is not closed', { 'emails/welcome/body.hbs': '<p>\n{{#if a}}\n</p>\n' }, 'emails/welcome/body.hbs:2 E502', '{{/if}}'],
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
      'traits/z.yaml':
        'traits: account\ncompute:\n  fresh: { formula: since(account.last_seen_at) < days(7) }\n  new: { count: page, if: since(event.meta.at) < days(7) }\n',
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
