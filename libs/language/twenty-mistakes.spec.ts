// Twenty mistakes that people make, one workspace full of them: all are told at once, in the order of the files, each with the very
// words that are wrong and what to write instead.

import { expect, test } from '@jest/globals';
import { stepSyntaxes } from '#libs/steps/registry.js';
import { workspaceOfPage } from '#libs/testing/language-page.js';
import { compileWorkspace } from './compile-workspace.js';
import { explain } from './explain.js';
import { formatProblems } from './format-problem.js';

/** In the order in which they must be told. */
const mistakes: readonly {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
  readonly code: string;
  /** What the caret stands under. */
  readonly words: string;
  readonly hint: string;
}[] = [
  {
    file: 'connections.yaml',
    right: '"${env.HUBSPOT_TOKEN}"',
    wrong: 'pat-something-in-clear',
    code: 'E211',
    words: 'pat-',
    hint: 'write "${env.HUBSPOT_TOKEN}", set that variable for the server, and replace the secret: it is known already',
  },
  {
    file: 'emails/customer-story/body.hbs',
    right: '<p>Hi',
    wrong: '<p>{{#if person.name}}Hi',
    code: 'E502',
    words: '{{#if person.name}}',
    hint: 'every {{ needs its }}, every {{#if}} its {{/if}}',
  },
  {
    file: 'emails/still-interested/email.yaml',
    right: 'kind: marketing',
    wrong: 'kind: marketting',
    code: 'E204',
    words: 'marketting',
    hint: 'did you mean "marketing"?',
  },
  {
    file: 'pipelines/new-business.yaml',
    right: 'back_to: qualified, ',
    wrong: 'back_to: trial, ',
    code: 'E305',
    words: 'trial',
    hint: 'known here: new, qualified',
  },
  {
    file: 'pipelines/new-business.yaml',
    right: 'if: event.amount.amount > 0',
    wrong: 'if: event.amount > 0',
    code: 'E106',
    words: 'event.amount > 0',
    hint: 'say event.amount.amount (minor units)',
  },
  {
    file: 'pipelines/new-business.yaml',
    right: 'idle: 60d',
    wrong: 'idle: 60',
    code: 'E205',
    words: '60',
    hint: 'add the unit: 60d, 60h or 60m',
  },
  {
    file: 'routing/inbound.yaml',
    right: 'team: smb',
    wrong: 'team: smbs',
    code: 'E307',
    words: 'smbs',
    hint: 'did you mean "smb"?',
  },
  {
    file: 'scores/fit.yaml',
    right: 'if: account.employees >= 200',
    wrong: 'if: account.employes >= 200',
    code: 'E104',
    words: 'employes',
    hint: 'did you mean "employees"? (integer, from tracking-plan/account.yaml)',
  },
  {
    file: 'scores/fit.yaml',
    right: 'since(account.last_active_at) < days(7)',
    wrong: 'since(account.last_active_at) < 7',
    code: 'E105',
    words: 'since(account.last_active_at) < 7',
    hint: 'write days(7), hours(7) or minutes(7)',
  },
  {
    file: 'scores/fit.yaml',
    right: '  - { tier: growth,     if: score >= 30 }',
    wrong: '  - { tier: growth,     if: score = 30 }',
    code: 'E101',
    words: '=',
    hint: 'compare with ==',
  },
  {
    file: 'team.yaml',
    right: 'hours: "09:00-17:00"',
    wrong: 'hours: "9-17"',
    code: 'E209',
    words: '"9-17"',
    hint: 'as in hours: "09:00-17:00"',
  },
  {
    file: 'team.yaml',
    right: '{ from: 2026-07-01, to: 2026-07-14 }',
    wrong: '{ from: 2026-07-14, to: 2026-07-01 }',
    code: 'E207',
    words: '{ from: 2026-07-14, to: 2026-07-01 }',
    hint: 'swap from and to',
  },
  {
    file: 'tracking-plan/demo-requested.yaml',
    right: '{ type: integer, required: true, min: 1 }',
    wrong: '{ type: intger, required: true, min: 1 }',
    code: 'E204',
    words: 'intger',
    hint: 'did you mean "integer"?',
  },
  {
    file: 'traits/account.yaml',
    right: 'count: Teammate Invited',
    wrong: 'count: Team Mate Invted',
    code: 'E301',
    words: 'Team Mate Invted',
    hint: 'did you mean "Teammate Invited"?',
  },
  {
    file: 'workflows/re-engage.yaml',
    right: 'if: person.can_email && !account.is_paying',
    wrong: 'if: !account.is_paying && person.can_email',
    code: 'E003',
    words: '!account.is_paying && person.can_email',
    hint: "quote this: '!account.is_paying && person.can_email'",
  },
  {
    file: 'workflows/re-engage.yaml',
    right: 'again: after 30d',
    wrong: 'again: 30d',
    code: 'E204',
    words: '30d',
    hint: 'write never, after exit, or after 30d',
  },
  {
    file: 'workflows/re-engage.yaml',
    right: 'deal.won, email.replied',
    wrong: 'deal.wonn, email.replied',
    code: 'E305',
    words: 'deal.wonn',
    hint: 'did you mean "won"?',
  },
  {
    file: 'workflows/re-engage.yaml',
    right: '- email: still-interested',
    wrong: '- email: still-intrested',
    code: 'E302',
    words: 'still-intrested',
    hint: 'did you mean "still-interested"?',
  },
  {
    file: 'workflows/re-engage.yaml',
    right: '- split:',
    wrong: '- spilt:',
    code: 'E601',
    words: 'spilt',
    hint: 'did you mean "split"?',
  },
  {
    file: 'workspace.yaml',
    right: 'Europe/Berlin',
    wrong: 'Europe/Berln',
    code: 'E209',
    words: 'Europe/Berln',
    hint: 'did you mean "Europe/Berlin"? it is an IANA name',
  },
];

test('twenty mistakes are twenty messages, each with the right line, the very words and a usable suggestion', () => {
  expect(mistakes).toHaveLength(20);
  const texts = { ...workspaceOfPage };
  for (const { file, right, wrong } of mistakes) {
    expect(texts[file]!.split(right)).toHaveLength(2);
    texts[file] = texts[file]!.replace(right, wrong);
  }
  const files = Object.entries(texts)
    .map(([path, text]) => ({ path, text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  expect(workspace).toBeNull();
  const found = problems.map(({ code, place, hint }) => {
    const line = texts[place.file]!.split('\n')[place.line - 1] ?? '';
    return { file: place.file, line, code, words: line.slice(place.column - 1, place.column - 1 + (place.length ?? 1)), hint };
  });
  expect(found).toEqual(
    mistakes.map(({ file, wrong, code, words, hint }) => ({
      file,
      line: texts[file]!.split('\n').find((line) => line.includes(wrong.trim())),
      code,
      words,
      hint,
    })),
  );
  for (const { code } of problems) expect(explain(code)).toContain('Instead of');
  expect(formatProblems(problems, files, 'human')).toMatch(/20 errors$/);
});
