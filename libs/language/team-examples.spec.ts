// The examples of the language's page about team, routing and pipelines, to the letter.

import { expect, test } from '@jest/globals';
import { page } from '#libs/testing/language-page.js';
import { compile } from '#libs/testing/small-workspace.js';

const team = `team: Sales
reps:
  nina: { name: Nina, email: nina@acme.example, team: enterprise, hours: "09:00-17:00", days: mon-fri, time_zone: Europe/Berlin, capacity: 40, weight: 0.5, calendar_url: https://calendly.com/nina/demo }
  omar: { name: Omar, email: omar@acme.example, teams: [smb, enterprise], away: [{ from: 2026-07-01, to: 2026-07-14 }] }
  sales-lead: { name: Sam, email: sam@acme.example, team: leads }
`;
const routing = page['routing/inbound.yaml']!;
const pipeline = page['pipelines/new-business.yaml']!;

test('team, routing and pipeline compile as they are written on the page', () => {
  const { workspace, problems } = compile({
    'team.yaml': team,
    'routing/inbound.yaml': routing,
    'pipelines/new-business.yaml': pipeline,
    'tracking-plan/trial.yaml': 'event: Trial Started\nproperties:\n  plan: { type: string }\n',
    'scores/fit.yaml':
      'score: fit\nof: account\npoints:\n  - { give: 40, if: account.employees >= 200 }\ntiers:\n  - { tier: enterprise, if: score >= 40 }\n  - { tier: growth, if: score >= 20 }\n  - { tier: self_serve }\n',
  });
  expect(problems).toEqual([]);
  expect(workspace?.routings.get('inbound')).toMatchObject({
    keepOwner: true,
    matchAccounts: ['domain', 'name'],
    skip: ['inactive', 'away', 'full', 'off_hours'],
    fallback: 'sales-lead',
    onNoAnswer: 'reassign',
    onReturn: 'average',
  });
  expect(workspace?.routings.get('inbound')?.to.get('growth')).toMatchObject({ pick: 'least_loaded', answerWithin: 1_800_000 });
  expect(workspace?.pipelines.get('new-business')?.stages.at(-1)).toMatchObject({ name: 'lost', closes: 'lost', idle: 60 * 86_400_000 });
});

test.each([
  ['a routing without a fallback', routing.replace(/fallback.*\n/, ''), 'E406'],
  ['an on_no_answer that is none', routing.replace('on_no_answer: reassign', 'on_no_answer: reasign'), 'E204'],
  ['an on_no_answer without any answer_within', routing.replaceAll(/, answer_within: \d+m/g, ''), 'E202'],
  ['an on_return that is none', `${routing}on_return: averge\n`, 'E204'],
])('%s is refused', (_what, text, code) => {
  const scores =
    'score: fit\nof: account\npoints:\n  - { give: 40, if: account.employees >= 200 }\ntiers:\n  - { tier: enterprise, if: score >= 40 }\n  - { tier: growth, if: score >= 20 }\n  - { tier: self_serve }\n';
  const { problems } = compile({
    'team.yaml': team,
    'routing/inbound.yaml': text,
    'scores/fit.yaml': scores,
    'workflows/inbound.yaml': null,
  });
  expect(problems.map((problem) => problem.code)).toEqual([code]);
});
