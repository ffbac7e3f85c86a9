// Who signs up and goes quiet gets one friendly mail; who uses the product is left alone.

import type { Answers } from './answers.js';
import { type Files, quoted, sample } from './shared-files.js';

export function productTemplate(answers: Answers): Files {
  const { email } = answers;
  return {
    'tracking-plan/signed-up.yaml': `event: Signed Up
about: Somebody made an account by themselves.
owner: ${quoted(email)}
properties:
  plan: { type: string, one_of: [free, trial] }
`,
    'tracking-plan/project-created.yaml': `event: Project Created
about: The thing that customers come for. Put your own here.
owner: ${quoted(email)}
properties:
  kind: { type: string }
`,
    'workflows/first-project.yaml': `workflow: first-project
about: Help people who sign up to their first project.
of: person
when:
  - event: Signed Up
if: person.can_email
again: never
stop_when: [email.unsubscribed]
# Who has met the goal leaves before the next message.
goal: { event: Project Created, within: 14d }
# Messages leave at decent hours, by the person's own clock.
send: { hours: '09:00-17:00', days: mon-fri, zone: person }
steps:
  - wait: 2d
  - email: first-project
  - wait: 5d
  - set: { person.lifecycle: dormant }
`,
    'workflows/first-project.test.yaml': `# A test tells a story and what must be so at each moment.
test: who signs up and goes quiet gets one mail
clock: 2026-03-02T12:00:00Z
timeline:
  - event: Signed Up
    person: ana@acme.test
    properties: { plan: trial }
    expect: { emails: [], runs: { first-project: sleeping } }
  - after: 3d
    expect: { emails: [first-project] }
  - after: 6d
    expect: { emails: [], person: { lifecycle: dormant }, runs: { first-project: done } }
`,
    'workflows/first-project-active.test.yaml': `test: who makes a project is left alone
clock: 2026-03-02T12:00:00Z
timeline:
  - event: Signed Up
    person: ben@birch.test
    properties: { plan: trial }
  - after: 1d
    event: Project Created
    properties: { kind: board }
  - after: 4d
    expect: { emails: [], runs: { first-project: stopped } }
`,
    'reports/growth.yaml': `# A dashboard: its page is /reports/growth. Each chart says there how it is counted, down to the SQL.
report: growth
about: What our emails bring, and whether what comes in is what was planned.
charts:
  - { chart: emails, period: last 90d, width: full }
  - { chart: plan_violations, width: full }
`,
    'emails/first-project/email.yaml': `email: first-project
subject: Your first project, in five minutes
kind: marketing
layout: layout
`,
    'emails/first-project/body.hbs': `<p>Hi {{default person.name "there"}},</p>
<p>Most people begin with one small project. Is something in the way? Reply to this mail, and a person will read it.</p>
`,
    'emails/first-project/sample.json': sample(answers),
  };
}

export const productTrigger = `millrace trigger "Signed Up" --person you@example.com`;
