import { expect, test } from '@jest/globals';
import { parseTestFile } from '#libs/language/test-file.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { small } from '#libs/testing/small-workspace.js';
import { runTest } from './run-test.js';

const texts = {
  ...small,
  'team.yaml':
    'team: Sales\nreps:\n  nina: { name: Nina, email: nina@acme.example, team: enterprise }\n  omar: { name: Omar, email: omar@acme.example, team: enterprise }\n  sam: { name: Sam, email: sam@acme.example, team: leads }\n',
  'routing/inbound.yaml':
    'routing: inbound\nby: account.tier\nto: { enterprise: { team: enterprise, pick: round_robin, answer_within: 5m }, self_serve: nobody }\nfallback: rep:sam\non_no_answer: reassign\n',
  'pipelines/new-business.yaml':
    'pipeline: new-business\nmatch: [account.domain]\nstages:\n  new:\n  demo: { when: calendly.booked, back_to: new, back_when: calendly.canceled }\n  won: { when: stripe.invoice_paid, set: { amount: event.amount } }\n  lost: { idle: 3d, set: { lost_reason: went_quiet } }\n',
  'workflows/inbound.yaml':
    'workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nsteps:\n  - route: inbound\n  - create_deal: { pipeline: new-business, stage: new }\n',
};

function run(timeline: string) {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }));
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null) throw new Error(formatProblems(problems, files, 'human'));
  const read = parseTestFile({ path: 'x.test.yaml', text: `test: x\nclock: 2026-03-02T09:00:00Z\ntimeline:\n${timeline}` });
  if (read.test === null) throw new Error(JSON.stringify(read.problems));
  return runTest(read.test, workspace, stepsByKind).failures.flatMap(({ differences }) => differences);
}

const asks = `  - event: Demo Requested
    person: ana@acme.test
    properties: { company_size: 300, platform: shopify }
    expect: { deal: { owner: nina } }
`;

test('a lead that is not answered in time goes on to the next, and to the fallback at last, as in production', () => {
  expect(
    run(`${asks}  - { after: 4m, expect: { deal: { owner: nina }, notified: [] } }
  - { after: 1m, expect: { deal: { owner: omar }, account: { owner: omar }, notified: [omar] } }
  - { after: 5m, expect: { deal: { owner: sam }, notified: [sam] } }
  - { after: 1d, expect: { deal: { owner: sam }, notified: [] } }
`),
  ).toEqual([]);
});

test('a touch of the rep answers it', () => {
  expect(
    run(`${asks}  - { after: 1m, event: calendly.booked, properties: { host_email: nina@acme.example }, expect: { deal: { stage: demo } } }
  - { after: 1h, expect: { deal: { owner: nina }, notified: [] } }
`),
  ).toEqual([]);
});

test('an edit is checked as over the API, a deal goes quiet by time alone, and what billing says is there to expect', () => {
  expect(
    run(`${asks}  - { after: 1m, edit: { amount: { amount: 900, currency: usd } }, by: nina, expect: { deal: { amount: { amount: 900, currency: usd } } } }
  - { after: 1d, event: stripe.invoice_paid, properties: { amount: { amount: 1000, currency: usd } }, expect: { deal: { stage: won, amount: { amount: 900, currency: usd }, drift: { amount: 100, currency: usd } } } }
`),
  ).toEqual([]);
  expect(
    run(
      `${asks}  - { after: 1m, edit: { owner: nina }, by: nina }\n  - { after: 4d, expect: { deal: { stage: lost, lost_reason: went_quiet } } }\n`,
    ),
  ).toEqual([]);
  expect(run(`${asks}  - { after: 1m, edit: { stage: demoo }, by: nina }\n`)).toMatchObject([
    { path: 'edit.stage', actual: expect.stringContaining('did you mean "demo"?') },
  ]);
  expect(run(`${asks}  - { after: 1m, edit: { accept: won }, by: nina }\n`)).toMatchObject([
    { path: 'edit.accept', actual: 'no such move is proposed' },
  ]);
  expect(run(`${asks}  - { after: 1m, edit: { stage: demo }, by: zoe }\n`)).toMatchObject([
    { path: 'by', actual: 'the team has no such rep' },
  ]);
});

test('a meeting that is called off gives the turn back: the rep is the lowest again', () => {
  const lead = (email: string, owner: string) =>
    `  - { after: 1m, event: Demo Requested, person: ${email}, properties: { company_size: 300, platform: shopify }, expect: { deal: { owner: ${owner} } } }\n`;
  const canceled = (email: string) =>
    `  - { after: 1m, event: calendly.canceled, person: ${email}, properties: { host_email: nina@acme.example } }\n`;
  const before = `${asks}${lead('bob@blue.test', 'omar')}`;
  expect(run(`${before}${lead('eve@red.test', 'nina')}${lead('joe@tan.test', 'omar')}`)).toEqual([]);
  expect(
    run(`${before}${canceled('ana@acme.test')}${lead('eve@red.test', 'nina')}${canceled('eve@red.test')}${lead('joe@tan.test', 'nina')}`),
  ).toEqual([]);
});
