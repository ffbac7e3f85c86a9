// What the benchmarks run: a tracking plan, traits, a score, a pipeline, and 50 workflows, of which one event in five begins a
// run of three steps with one delivery.

import type { SourceFile } from '#libs/language/source-file.js';

export const benchKey = 'bench-write-key';
export const workflowCount = 50;

export function benchWorkspace(): SourceFile[] {
  return [
    {
      path: 'workspace.yaml',
      text: 'workspace: Bench\ntime_zone: UTC\ncurrency: usd\nsender: { name: Bench, email: hello@bench.example }\n',
    },
    { path: 'team.yaml', text: 'team: Bench\nreps:\n  nina: { name: Nina, email: nina@bench.example, team: sales }\n' },
    { path: 'tracking-plan/person.yaml', text: 'plan: person\nproperties:\n  lifecycle: { type: string }\n' },
    ...Array.from({ length: workflowCount }, (_, i) => ({ path: `tracking-plan/act-${i}.yaml`, text: plan(`Act ${i}`) })),
    { path: 'tracking-plan/seen.yaml', text: plan('Ticket Answered') },
    {
      path: 'traits/account.yaml',
      text: 'traits: account\ncompute:\n  tickets: { count: Ticket Answered }\n  last_active_at: { latest: event.meta.at, of: Ticket Answered }\n  size: { latest: event.size, of: Ticket Answered }\n',
    },
    {
      path: 'scores/fit.yaml',
      text: 'score: fit\nof: account\npoints:\n  - { give: 40, if: account.size >= 500 }\n  - { give: 10, if: account.people >= 3 }\nrequires: [account.domain]\ntiers:\n  - { tier: large, if: score >= 40 }\n  - { tier: small }\n',
    },
    {
      path: 'pipelines/new-business.yaml',
      text: 'pipeline: new-business\nof: account\nmatch: [deal.id, account.stripe_customer, person.email, account.domain]\nstages:\n  new:\n  won: { when: stripe.invoice_paid }\n',
    },
    ...Array.from({ length: workflowCount }, (_, i) => ({ path: `workflows/act-${i}.yaml`, text: workflow(i) })),
  ];
}

function plan(name: string): string {
  return `event: ${name}\nproperties:\n  size: { type: integer }\n  plan: { type: string }\n`;
}

function workflow(i: number): string {
  return [
    `workflow: act-${i}`,
    'of: person',
    'when:',
    `  - event: Act ${i}`,
    'again: after exit',
    'steps:',
    '  - if: event.size >= 0',
    '    then:',
    '      - notify: { rep: nina, text: "${{ person.email }} acted." }',
    '      - exit: told',
    '',
  ].join('\n');
}
