// A demo request is scored, routed to a rep, becomes a deal, and is answered while it is warm.

import type { Answers } from './answers.js';
import { type Files, quoted, sample } from './shared-files.js';

export function salesTemplate(answers: Answers): Files {
  const { company, email, currency } = answers;
  const domain = email.slice(email.indexOf('@') + 1);
  return {
    'tracking-plan/demo-requested.yaml': `event: Demo Requested
about: Somebody asked to talk to us.
owner: ${quoted(email)}
properties:
  company_size: { type: integer, required: true, min: 1, about: 'Employees, as typed in the form' }
`,
    'traits/account.yaml': `# Facts about accounts, computed from the events of all their people.
traits: account
compute:
  employees: { latest: event.company_size, of: Demo Requested }
`,
    'scores/fit.yaml': `# How well an account fits. Each line that gives points is kept with the value it saw: ask \`millrace why tier acme.test\`.
score: fit
of: account
points:
  - { give: 50, if: account.employees >= 50, because: big enough for a rep }
  - { give: -30, if: account.contact.email_is_free, because: a private address }
# Without these a score is held as incomplete instead of being guessed.
requires: [account.domain, account.employees]
tiers:
  - { tier: sales, if: score >= 50 }
  - { tier: self_serve }
`,
    'team.yaml': `# Who sells. Put your own people here; the key is what \`owner\` holds.
team: ${quoted(`${company} sales`)}
reps:
  mara: { name: Mara, email: ${quoted(`mara@${domain}`)}, team: sales, calendar_url: 'https://calendly.com/mara' }
  ivo: { name: Ivo, email: ${quoted(`ivo@${domain}`)}, team: sales, calendar_url: 'https://calendly.com/ivo' }
`,
    'routing/inbound.yaml': `# Who gets a lead. Round robin is fair by a ledger that every rep can read.
routing: inbound
by: account.tier
to:
  sales: { team: sales, pick: round_robin }
  self_serve: nobody
keep_owner: true
skip: [inactive, away]
# Required: nothing falls through.
fallback: rep:mara
`,
    'pipelines/new-business.yaml': `# The only place where a stage moves by itself.
pipeline: new-business
of: account
match: [deal.id, account.stripe_customer, person.email, account.domain]
stages:
  qualified:
  demo_scheduled: { when: calendly.booked, back_to: qualified, back_when: calendly.canceled }
  won:
    when: stripe.invoice_paid
    if: event.amount.amount > 0
    set: { amount: event.amount, closed_at: event.meta.at }
  lost: { idle: 60d, set: { lost_reason: went_quiet } }
never_back: true
rep_edits_hold: 7d
`,
    'workflows/inbound.yaml': `workflow: inbound
about: Answer a demo request while the lead is warm.
of: person
when:
  - event: Demo Requested
if: person.can_email
again: after 30d
stop_when: [deal.won]
steps:
  - if: account.tier == "sales"
    then:
      - route: inbound
      - create_deal: { pipeline: new-business, stage: qualified }
      - email: book-a-call
      - wait_for:
          event: calendly.booked
          up_to: 3d
          got: [{ exit: they have booked }]
      - notify: { rep: owner, text: '\${{ person.email }} has not booked a call. Call them?' }
    else:
      - set: { person.lifecycle: lead }
`,
    'reports/sales.yaml': `# A dashboard: its page is /reports/sales. Each chart says there how it is counted, down to the SQL.
report: sales
about: Whether leads are answered while they are warm, and what becomes of them.
charts:
  - { chart: pipeline_by_month, width: full }
  - funnel
  - speed_to_lead
`,
    'workflows/inbound.test.yaml': `# A test tells a story and what must be so at each moment.
test: a big team that does not book is handed to its rep, and is won when it pays
clock: 2026-03-02T09:00:00Z
timeline:
  - event: Demo Requested
    person: ana@acme.test
    properties: { company_size: 250 }
    expect:
      account: { tier: sales, owner: mara }
      deal: { stage: qualified, owner: mara }
      emails: [book-a-call]
  - after: 3d
    expect: { notified: [mara], runs: { inbound: done } }
  - after: 1h
    event: calendly.booked
    expect: { deal: { stage: demo_scheduled } }
  - after: 5d
    event: stripe.invoice_paid
    properties: { amount: { amount: 120000, currency: ${currency} } }
    expect: { deal: { stage: won, amount: { amount: 120000, currency: ${currency} } } }
`,
    'workflows/inbound-small.test.yaml': `test: a small team is nobody's deal
clock: 2026-03-02T09:00:00Z
timeline:
  - event: Demo Requested
    person: ben@smallshop.test
    properties: { company_size: 3 }
    expect: { account: { tier: self_serve }, person: { lifecycle: lead }, emails: [], deals: [] }
`,
    'workflows/inbound-booked.test.yaml': `test: who books at once is left alone
clock: 2026-03-02T09:00:00Z
timeline:
  - event: Demo Requested
    person: ana@acme.test
    properties: { company_size: 250 }
  - after: 1h
    event: calendly.booked
    expect: { runs: { inbound: done }, notified: [] }
`,
    'emails/book-a-call/email.yaml': `email: book-a-call
subject: Pick a time for your demo
kind: transactional
layout: layout
`,
    'emails/book-a-call/body.hbs': `<p>Hi {{default person.name "there"}},</p>
<p>Thank you for asking. Pick a time that suits you: <a href="{{owner.calendar_url}}">{{owner.name}}'s calendar</a>.</p>
`,
    'emails/book-a-call/sample.json': sample(answers, { owner: { name: 'Mara', calendar_url: 'https://calendly.com/mara' } }),
  };
}

export const salesTrigger = `millrace trigger "Demo Requested" --person you@example.com --set properties.company_size=250`;
