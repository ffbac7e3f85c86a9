// A small good workspace and a few plain steps, which the tests of the language change a file at a time.

import { compileWorkspace } from '#libs/language/compile-workspace.js';
import type { Condition, Expression } from '#libs/language/expression.js';
import { formatProblems } from '#libs/language/format-problem.js';
import { anything, steps as stepList } from '#libs/language/keys/fragments.js';
import { key } from '#libs/language/keys/key.js';
import type { Problem } from '#libs/language/place.js';
import type { SourceFile } from '#libs/language/source-file.js';
import type { StepSyntax } from '#libs/language/step-syntax.js';

const email: StepSyntax<{ email: string }> = {
  kind: 'email',
  about: 'sends an email',
  example: '- email: welcome',
  schema: anything,
  keys: {},
  parse: (written, read) => {
    const name = read.reference(written.at('email'), 'email');
    return name === undefined ? undefined : { email: name };
  },
};
const wait: StepSyntax<{ ms: number }> = {
  kind: 'wait',
  about: 'waits',
  example: '- wait: 2d',
  schema: anything,
  keys: {},
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
  schema: anything,
  keys: { then: key('when it holds', stepList), else: key('when not', stepList) },
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
  schema: anything,
  keys: {},
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
  schema: anything,
  keys: {},
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
export const steps = [email, wait, branch, exit, set] as readonly StepSyntax[];

export const small: Readonly<Record<string, string>> = {
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

export function compile(changes: Readonly<Record<string, string | null>> = {}) {
  const texts = { ...small, ...changes };
  const files: SourceFile[] = Object.entries(texts).flatMap(([path, text]) => (text === null ? [] : [{ path, text }]));
  return { ...compileWorkspace(files, steps), files };
}

export function workspaceOf(changes: Readonly<Record<string, string | null>> = {}) {
  const { workspace, problems, files } = compile(changes);
  if (problems.length > 0) throw new Error(formatProblems(problems, files, 'human'));
  return workspace!;
}

export function brief({ code, place }: Problem): string {
  return `${place.file}:${place.line} ${code}`;
}
