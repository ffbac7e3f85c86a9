// `reports/*.yaml`: dashboards and goals.

import { describe, expect, it } from '@jest/globals';
import { brief, compile } from '#libs/testing/small-workspace.js';

const report = (text: string) => ({ 'reports/z.yaml': `report: z\n${text}` });
const goal = (rest: string) => `  - { per: month, amount: { amount: 100, currency: eur }${rest} }\n`;

describe('a dashboard', () => {
  it('is charts in their order, each with its title, period, filters and width', () => {
    const { workspace, problems } = compile(
      report(`title: Of the leads
about: For whoever answers them.
period: this quarter
charts:
  - answer_misses
  - { chart: plan_violations, title: What is sent wrongly, period: last 30d, filters: { event: demo_requested }, width: full }
goals:
  - { per: quarter, amount: { amount: 30000000, currency: USD }, team: enterprise, from: 2026-01 }
`),
    );
    expect(problems.map(brief)).toEqual([]);
    expect(workspace?.reports.get('z')).toMatchObject({
      title: 'Of the leads',
      about: 'For whoever answers them.',
      period: 'this quarter',
      charts: [
        { chart: 'answer_misses', filters: {}, width: 'half' },
        {
          chart: 'plan_violations',
          title: 'What is sent wrongly',
          period: 'last 30d',
          filters: { event: 'Demo Requested' },
          width: 'full',
        },
      ],
      goals: [{ per: 'quarter', amount: 30_000_000, currency: 'usd', team: 'enterprise', from: '2026-01' }],
    });
  });

  it('changes no workflow, only the version of the workspace', () => {
    const [without, with_] = [compile({}), compile(report('charts: [answer_misses]\n'))].map(({ workspace }) => workspace!);
    expect(with_!.hash).not.toBe(without!.hash);
    expect([...with_!.workflows.values()].map(({ hash }) => hash)).toEqual([...without!.workflows.values()].map(({ hash }) => hash));
  });

  it('takes goals that follow each other, one for each pipeline, team and currency, and one a quarter beside one a month', () => {
    const goals =
      ['', ', from: 2026-07', ', team: enterprise', ', pipeline: new-business'].map(goal).join('') + goal('').replace('month', 'quarter');
    expect(compile(report(`charts: [answer_misses]\ngoals:\n${goals}`)).problems.map(brief)).toEqual([]);
  });

  it.each([
    ['a chart that is not there', 'charts: [answer_mises]\n', 'reports/z.yaml:2 E314', 'did you mean "answer_misses"?'],
    ['a chart that is not there, in a map', 'charts: [{ chart: funel }]\n', 'reports/z.yaml:2 E314', 'did you mean "funnel"?'],
    ['a filter that is none', 'charts: [{ chart: answer_misses, filters: { taem: smb } }]\n', 'reports/z.yaml:2 E201', 'team'],
    ['a filter of another chart', 'charts: [{ chart: answer_misses, filters: { event: page } }]\n', 'reports/z.yaml:2 E315', 'owner, team'],
    [
      'a team that is not there',
      'charts: [{ chart: answer_misses, filters: { team: enterprize } }]\n',
      'reports/z.yaml:2 E307',
      'enterprise',
    ],
    ['a rep that is not there', 'charts: [{ chart: answer_misses, filters: { owner: nian } }]\n', 'reports/z.yaml:2 E306', 'nina'],
    [
      'an event that is not there',
      'charts: [{ chart: plan_violations, filters: { event: Demo Requestd } }]\n',
      'reports/z.yaml:2 E301',
      'Demo Requested',
    ],
    ['a period that is none', 'charts: [answer_misses]\nperiod: 90 days\n', 'reports/z.yaml:3 E212', 'write last 90d'],
    [
      'a period of a chart that is none',
      'charts: [{ chart: answer_misses, period: next year }]\n',
      'reports/z.yaml:2 E212',
      'last 12 months',
    ],
    ['a width that is none', 'charts: [{ chart: answer_misses, width: wide }]\n', 'reports/z.yaml:2 E204', 'third'],
    ['no charts', 'charts: []\n', 'reports/z.yaml:2 E202', 'name one'],
    ['charts that are missing', 'about: x\n', 'reports/z.yaml:1 E202', 'charts: ['],
    ['a key that is none', 'chart: answer_misses\ncharts: [answer_misses]\n', 'reports/z.yaml:2 E201', 'charts'],
    ['too many charts', `charts: [${'answer_misses, '.repeat(41)}]\n`, 'reports/z.yaml:2 E207', 'two'],
    ['a chart that is a number', 'charts: [7]\n', 'reports/z.yaml:2 E203', 'quote'],
    ['a goal twice', `charts: [answer_misses]\ngoals:\n${goal('')}${goal('')}`, 'reports/z.yaml:5 E412', 'reports/z.yaml:4'],
    [
      'a goal without a currency',
      'charts: [answer_misses]\ngoals: [{ per: month, amount: { amount: 1 } }]\n',
      'reports/z.yaml:3 E202',
      'usd',
    ],
    [
      'a goal in units',
      'charts: [answer_misses]\ngoals: [{ per: month, amount: { amount: 1.5, currency: usd } }]\n',
      'reports/z.yaml:3 E207',
      'whole',
    ],
    [
      'a currency that is none',
      'charts: [answer_misses]\ngoals: [{ per: month, amount: { amount: 1, currency: usx } }]\n',
      'reports/z.yaml:3 E209',
      'ISO',
    ],
    ['a month that is none', `charts: [answer_misses]\ngoals:\n${goal(', from: 2026-13')}`, 'reports/z.yaml:4 E209', '2026-01'],
    [
      'a pipeline that is not there',
      `charts: [answer_misses]\ngoals:\n${goal(', pipeline: sale')}`,
      'reports/z.yaml:4 E304',
      'new-business',
    ],
  ])('tells of %s', (_, text, expected, hint) => {
    const { problems } = compile(report(text));
    expect(problems.map(brief)).toContain(expected);
    expect(problems.find((problem) => brief(problem) === expected)?.hint).toContain(hint);
  });

  it('tells of a name twice, and of the same goal in two files', () => {
    const goals = `charts: [answer_misses]\ngoals:\n${goal('')}`;
    const { problems } = compile({ 'reports/a.yaml': `report: z\n${goals}`, ...report(goals) });
    expect(problems.map(brief)).toEqual(['reports/z.yaml:1 E401', 'reports/z.yaml:4 E412']);
  });
});
