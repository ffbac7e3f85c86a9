// A workspace that somebody made to hurt: whatever stands in its files, there is a clear error with its file and line, nothing is
// executed, and nothing grows with what the input only promises. What bounds it is a number in the code, so no test looks at a clock.

import { describe, expect, jest, test } from '@jest/globals';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { workspaceOfPage } from '#libs/testing/language-page.js';
import { checkEmails } from './check-emails.js';

function told(changes: Readonly<Record<string, string>>): readonly string[] {
  const files = Object.entries({ ...workspaceOfPage, ...changes }).map(([path, text]) => ({ path, text }));
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  const all = [...problems, ...(workspace === null ? [] : checkEmails(workspace).map((finding) => ({ ...finding, code: 'E507' })))];
  expect(all.filter(({ hint }) => !hint)).toEqual([]);
  return all.map(({ place, code, message }) => `${place.file}:${place.line} ${code} ${message}`);
}

const body = 'emails/still-interested/body.hbs';
const sample = 'emails/still-interested/sample.json';
const workflow = 'workflows/z.yaml';
const condition = (text: string) => ({
  [workflow]: `workflow: z\nwhen: [{ event: page }]\nif: ${text}\nsteps: [{ email: book-a-call }]\n`,
});

describe('a template', () => {
  const partials = (texts: readonly string[]) => Object.fromEntries(texts.map((text, i) => [`emails/partials/p${i}.hbs`, text]));
  const items = JSON.stringify({ items: Array(1001).fill('x') });

  test.each<[string, Record<string, string>, string]>([
    [
      'with partials in a circle',
      { [body]: '{{> p0}}', ...partials(['{{> p1}}', '\n{{> p0}}']) },
      'emails/partials/p0.hbs:1 E509 a partial contains itself: p0 → p1 → p0',
    ],
    [
      'with a partial that contains itself in a condition',
      { [body]: 'x', ...partials(['{{#if a}}{{> p0}}{{/if}}']) },
      'emails/partials/p0.hbs:1 E509 ',
    ],
    [
      'of partials that multiply',
      { [body]: 'x', ...partials(['x', ...Array.from({ length: 12 }, (_, i) => `{{> p${i}}}`.repeat(10))]) },
      'emails/partials/p5.hbs:1 E508 the partial "p5" comes to more than 500 KB',
    ],
    [
      'that includes a large partial many times',
      { [body]: '{{> p0}}'.repeat(100), ...partials(['x'.repeat(9_000)]) },
      `${body}:1 E508 this comes to more than 500 KB`,
    ],
    [
      'whose layout repeats it',
      { [body]: 'x'.repeat(9_000), 'emails/partials/layout.hbs': '{{> @partial-block}}'.repeat(100) },
      'E508 this comes to more than 500 KB',
    ],
    ['with blocks without end', { [body]: `x\n${'{{#if a}}'.repeat(20_000)}` }, `${body}:2 E508 this is nested deeper than 50 levels`],
    [
      'with calls without end',
      { [body]: `{{default ${'(default '.repeat(60)}1${')'.repeat(60)}}}` },
      `${body}:1 E508 this is nested deeper than 50 levels`,
    ],
    ['with a path without end', { [body]: `{{${'a.'.repeat(50_000)}b}}` }, `${body}:1 E508 a {{ … }} of more than 2000 characters`],
    ['of opened brackets only', { [body]: '{{'.repeat(100_000) }, `${body}:1 E508 a {{ … }} of more than 2000 characters`],
    ['of megabytes', { [body]: 'x'.repeat(10_000_000) }, `${body}:1 E508 a template may have 500 KB; this has 10000`],
    [
      'whose loops go round too often',
      { [body]: '{{#each items}}x{{/each}}', [sample]: items },
      `${body}:1 E507 the html of the email "still-interested": its loops go round more than 1000 times`,
    ],
    [
      'whose loops multiply',
      { [body]: '{{#each items}}{{#each ../items}}x{{/each}}{{/each}}', [sample]: items.replaceAll(/(,"x"){950}/g, '') },
      'its loops go round more than 1000 times',
    ],
    [
      'whose loop repeats a long text',
      { [body]: `{{#each items}}${'x'.repeat(90_000)}{{/each}}`, [sample]: items },
      'it would be longer than 500 KB',
    ],
    ['with a helper that looks up by name', { [body]: '{{lookup person "constructor"}}' }, '{{lookup …}} is not known'],
    ['that looks up inside another helper', { [body]: '{{#with (lookup this "constructor")}}x{{/with}}' }, '{{lookup …}} is not known'],
    [
      'that calls the function constructor',
      { [body]: '{{person.constructor.constructor "return process"}}' },
      '{{person.constructor.constructor …}} is not known',
    ],
    ['that defines a getter', { [body]: '{{__defineGetter__ "a" "b"}}' }, '{{__defineGetter__ …}} is not known'],
    ['with a block of a prototype', { [body]: '{{#__proto__}}x{{/__proto__}}' }, '{{#__proto__}} is not known'],
    ['with a partial named by a value', { [body]: '{{> (lookup . "x")}}' }, 'a partial is named in the template, not by a value'],
    ['with an inline partial', { [body]: '{{#*inline "x"}}a{{/inline}}' }, '{{* …}} and {{#> inline}} are not allowed'],
    ['with a decorator', { [body]: '{{* x}}' }, '{{* …}} and {{#> inline}} are not allowed'],
    ['that logs', { [body]: '{{log 1}}' }, '{{log …}} is not known'],
    ...[
      'constructor',
      'person.__proto__',
      'toString',
      'helperMissing',
      '@root.constructor',
      '[constructor].[name]',
      'this.constructor.name',
    ].map((name): [string, Record<string, string>, string] => [
      `that says {{${name}}}`,
      { [body]: `{{${name}}}` },
      `${body}:1 E507 the html says {{`,
    ]),
    [
      'with a sample that is no object',
      { [sample]: '['.repeat(100_000) + ']'.repeat(100_000) },
      `${sample}:1 E503 sample.json is one object`,
    ],
  ])('%s is refused', (_what, changes, expected) => {
    expect(told(changes)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
  });

  test.each(['{{#each person.constructor}}x{{/each}}', '{{#with constructor}}{{name}}{{/with}}', '{{#if __proto__}}x{{/if}}'])(
    'reads nothing of a prototype: %s is as if nothing was there',
    (text) => {
      expect(told({ [body]: text })).toEqual([]);
    },
  );
});

test('a template that reaches for a prototype writes nothing to the console', () => {
  const written = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  told({ [body]: '{{valueOf}}{{person.hasOwnProperty}}', [sample]: '{"person":{"name":"Ana"}}' });
  const count = written.mock.calls.length;
  written.mockRestore();
  expect(count).toBe(0);
});

describe('a condition', () => {
  test.each([
    ['of 100 KB', Array(6_000).fill('person.can_email').join(' && '), 'this has 119996 characters; 10240 are the most'],
    ['of brackets', `${'('.repeat(5_000)}person.can_email${')'.repeat(5_000)}`, 'this is nested deeper than 100 levels'],
    ['of negations', `'${'!'.repeat(10_000)}person.can_email'`, 'this is nested deeper than 100 levels'],
    ['of choices in choices', `'${'person.can_email ? true : '.repeat(390)}true'`, 'this is nested deeper than 100 levels'],
    ['of lists in lists', `'person.role in ${'['.repeat(200)}${']'.repeat(200)}'`, 'this is nested deeper than 100 levels'],
    ['that asks for a prototype', 'person.constructor == "x"', 'person has no trait "constructor"'],
    ['that calls what is inherited', 'toString(person.role) == "x"', 'there is no function toString()'],
    [
      'with a pattern that takes for ever',
      '\'person.role.matches("(a+)+$")\'',
      'there is no matches(): patterns are not part of the language',
    ],
  ])('%s is refused at its line', (_what, text, message) => {
    expect(told(condition(text))).toEqual([expect.stringMatching(/^workflows\/z\.yaml:3 E1\d\d /)]);
    expect(told(condition(text))[0]).toContain(message);
  });

  test('with as many parts as fit is read', () => {
    expect(told(condition(Array(500).fill('person.can_email').join(' && ')))).toEqual([]);
  });
});

describe('a file', () => {
  const many = (count: number, line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index)).join('');

  test.each<[string, Record<string, string>, string]>([
    [
      'of 10 MB',
      { [workflow]: `workflow: z\n${'# x\n'.repeat(2_500_000)}` },
      `${workflow}:1 E001 the file is 9766 KB; a file may have 256 KB`,
    ],
    [
      'with a million aliases',
      { [workflow]: `workflow: z\na: &a x\nsteps: [${Array(100).fill('*a').join(', ')}]\n` },
      `${workflow}:3 E006 more than 20 aliases`,
    ],
    [
      'with steps in steps in steps',
      {
        [workflow]: `workflow: z\nwhen: [{ event: page }]\nsteps:\n${many(30, (i) => `${' '.repeat(i * 4 + 2)}- if: person.can_email\n${' '.repeat(i * 4 + 4)}then:\n`)}${' '.repeat(122)}- exit: x\n`,
      },
      'E007 the file is nested too deeply',
    ],
    [
      'with one key 10,000 times',
      { 'traits/z.yaml': `traits: account\ncompute:\n${many(10_000, () => '  a: { count: page }\n')}` },
      'traits/z.yaml:4 E004 the key "a" is written twice',
    ],
    [
      'with 20,000 keys that nobody knows',
      { 'traits/z.yaml': `traits: account\ncompute: { a: { count: page } }\n${many(20_000, (i) => `a${i}: 1\n`)}` },
      'traits/z.yaml:3 E201 unknown key "a0"',
    ],
    [
      'with formulas that read each other without end',
      {
        'traits/z.yaml': `traits: account\ncompute:\n${many(3_000, (i) => `  t${i}: { formula: account.t${i + 1} + 1 }\n`)}  t3000: { count: page }\n`,
      },
      'traits/z.yaml:3 E402 account.t0 is read through more than 100 formulas',
    ],
    [
      'with a thousand conditions that want quotes',
      {
        [workflow]: `workflow: z\nwhen: [{ event: page }]\nsteps:\n${many(1_000, () => '  - if: !person.can_email\n    then: [{ email: book-a-call }]\n')}`,
      },
      `${workflow}:4 E003 YAML reads this value as something else`,
    ],
    ['with tabs', { [workflow]: 'workflow: z\nsteps:\n\t- exit: x\n' }, `${workflow}:3 E008 a tab cannot indent YAML`],
    [
      'with a name that leads out',
      { 'emails/still-interested/email.yaml': 'email: ../../x\nsubject: x\nkind: marketing\n' },
      'emails/still-interested/email.yaml:1 E206',
    ],
    ['at a path that leads out', { '../../etc/x.yaml': 'workflow: x\n' }, '../../etc/x.yaml:1 E012'],
    [
      'of a name with another case',
      { 'workflows/Re-Engage.yaml': 'workflow: other\nwhen: [{ event: page }]\nsteps: [{ email: book-a-call }]\n' },
      'workflows/Re-Engage.yaml:1 E401 workflows/re-engage.yaml differs from it only in case',
    ],
    [
      'that calls itself as another does in another case',
      { [workflow]: 'workflow: Re-Engage\nwhen: [{ event: page }]\nsteps: [{ email: book-a-call }]\n' },
      `${workflow}:1 E401 "Re-Engage" and "re-engage" differ only in case`,
    ],
    [
      'with two spellings of one property',
      { 'tracking-plan/z.yaml': 'event: Zed\nproperties:\n  companySize: integer\n  company_size: integer\n' },
      'tracking-plan/z.yaml:4 E401 "company_size" and "companySize" are one name',
    ],
  ])('%s is refused', (_what, changes, expected) => {
    expect(told(changes)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
  });

  test('with more than a hundred mistakes tells those at its beginning, and that there are more', () => {
    const problems = told({
      [workflow]: `workflow: z\nwhen: [{ event: page }]\nsteps: [{ exit: done }]\n${many(300, (i) => `a${i}: 1\n`)}`,
    });
    expect(problems).toHaveLength(101);
    expect(problems[0]).toContain(`${workflow}:4 E201 unknown key "a0"`);
    expect(problems.at(-1)).toContain('E016 this file has more than 100 mistakes');
  });

  test('tells at most so many values that want quotes as can be read again', () => {
    const lines = many(4_000, () => '  - if: !person.can_email\n    then: [{ email: book-a-call }]\n');
    const problems = told({ [workflow]: `workflow: z\nwhen: [{ event: page }]\nsteps:\n${lines}` });
    expect(problems.length).toBeLessThanOrEqual(101);
  });

  test('with BOM, CRLF and spaces at the ends of its lines means what it means without', () => {
    const spoilt = Object.fromEntries(
      Object.entries(workspaceOfPage).map(([path, text]) => [
        path,
        path.endsWith('.yaml') ? `\uFEFF${text.replaceAll('\n', '  \r\n')}` : text,
      ]),
    );
    expect(told(spoilt)).toEqual([]);
  });
});
