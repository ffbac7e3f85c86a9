// What compiles and is most likely not meant, and how it is said that it is meant.

import { describe, expect, test } from '@jest/globals';
import { compile, small } from '#libs/testing/small-workspace.js';
import { lintWorkspace } from './lint-workspace.js';
import { silenced } from './silence.js';

function linted(changes: Readonly<Record<string, string | null>>) {
  const { workspace, files, problems } = compile(changes);
  expect(problems).toEqual([]);
  return silenced(lintWorkspace(workspace!), files).map(({ code, place, severity, hint }) => {
    expect([severity, hint !== undefined && hint !== '']).toEqual(['warning', true]);
    return `${place.file}:${place.line} ${code}`;
  });
}

const unused = (comment: string) => ({ 'tracking-plan/z.yaml': `${comment}event: Export Made\n` });

describe('a workspace', () => {
  test('without anything odd has no warning', () => {
    expect(linted({})).toEqual([]);
  });

  test.each<[string, Record<string, string>, string]>([
    ['an event that is planned and never used', unused(''), 'tracking-plan/z.yaml:1 E420'],
    [
      'an email that nobody sends',
      { 'emails/old/email.yaml': 'email: old\nsubject: Hi\nkind: transactional\n', 'emails/old/body.hbs': 'Hi\n' },
      'emails/old/email.yaml:1 E421',
    ],
    [
      'a stage that no fact can reach',
      { 'pipelines/new-business.yaml': small['pipelines/new-business.yaml']!.replace('  new:\n', '  new:\n  offer:\n') },
      'pipelines/new-business.yaml:6 E422',
    ],
    [
      'a tier that a routing does not name',
      { 'routing/inbound.yaml': small['routing/inbound.yaml']!.replace('  self_serve: nobody\n', '') },
      'routing/inbound.yaml:1 E423',
    ],
    [
      'a value that the plan does not have',
      {
        'workflows/inbound.yaml': small['workflows/inbound.yaml']!.replace(
          'steps:',
          'if: person.role == "x" || person.lifecycle == "trail"\nsteps:',
        ),
      },
      'workflows/inbound.yaml:7 E424',
    ],
    [
      'a workflow that does nothing',
      { 'workflows/z.yaml': 'workflow: z\nwhen: { event: Demo Requested }\nsteps: [{ wait: 2d }]\n' },
      'workflows/z.yaml:1 E425',
    ],
  ])('tells %s', (_what, changes, expected) => {
    expect(linted(changes)).toEqual([expected]);
  });
});

describe('a warning', () => {
  test.each([
    ['is silenced by a comment with a reason', '# millrace-ignore E420: reports only\n', []],
    ['also over other comments', '# millrace-ignore E420: reports only\n# finance\n\n', []],
    [
      'is told, and the comment too, without a reason',
      '# millrace-ignore E420\n',
      ['tracking-plan/z.yaml:2 E420', 'tracking-plan/z.yaml:1 E426'],
    ],
    [
      'is told when the comment names another',
      '# millrace-ignore E421: x\n',
      ['tracking-plan/z.yaml:2 E420', 'tracking-plan/z.yaml:1 E426'],
    ],
  ])('%s', (_what, comment, expected) => {
    expect(linted(unused(comment))).toEqual(expected);
  });

  test('is silenced on its own line, too', () => {
    expect(linted({ 'tracking-plan/z.yaml': 'event: Export Made # millrace-ignore E420: reports only\n' })).toEqual([]);
  });

  test('of an error is not silenced', () => {
    const error = { code: 'E301', severity: 'error', message: 'x', place: { file: 'a.yaml', line: 1, column: 1 } } as const;
    expect(silenced([error], [{ path: 'a.yaml', text: 'x # millrace-ignore E301: no\n' }])).toContain(error);
  });
});
