// The examples of the language's description as they stand there, to the letter, and around them what they name and do not show.

export const page: Readonly<Record<string, string>> = {
  'tracking-plan/demo-requested.yaml': `event: Demo Requested
about: Someone asked to talk to us.
owner: growth@example.com
aliases: [demo_requested, demoRequested, "demo-requested"]   # the same fact, spelt otherwise
properties:
  company_size: { type: integer, required: true, min: 1 }
  platform:     { type: string, one_of: [shopify, magento, bigcommerce, other] }
  budget:       { type: money }
unplanned: keep          # keep | drop: properties not listed
on_violation: flag       # flag | block: a blocked event is kept for review and takes no effect
`,
  'traits/account.yaml': `traits: account
compute:
  seats_invited:     { count: Teammate Invited, within: 30d }
  last_active_at:    { latest: event.meta.at, of: [Ticket Answered, Signed In] }
  integrations:      { unique: event.integration, of: Integration Connected }
  mrr:               { latest: event.amount, of: stripe.subscription_updated }
  is_paying:         { formula: "account.mrr.amount > 0" }
  active_people:     { rollup: count, of: person, if: "since(person.last_seen_at) < days(7)" }
  first_touch:       { rollup: earliest, of: person.first_touch }
  engagement:        # buckets from how often the important things happen
    bucket: { count: [Ticket Answered, Rule Created, Macro Used], within: 14d }
    levels: { high: 40, medium: 15, low: 3, critical: 0 }
`,
  'traits/person.yaml': `traits: person
compute:
  first_touch: { first:  "{path: event.path, group: event.content_group, at: event.meta.at}", of: page }   # kept while anonymous,
  last_touch:  { latest: "{path: event.path, group: event.content_group, at: event.meta.at}", of: page }   # carried over at sign-up
  touches:     { count: page }
  engagement:  { bucket: { count: [Ticket Answered, Rule Created], within: 14d }, levels: { high: 20, medium: 8, low: 2, critical: 0 } }
`,
  'scores/fit.yaml': `score: fit
of: account
points:
  - { give: 40, if: account.employees >= 200, because: big team }
  - { give: 25, if: 'account.platform in ["shopify", "magento"]', because: our home market }
  - { give: 20, each: account.seats_invited, up_to: 3 }
  - { give: 15, if: since(account.last_active_at) < days(7), fades_over: 30d }
  - { give: -50, if: account.contact.email_is_free, because: a private address }
requires: [account.domain, account.employees]      # incomplete profiles are not scored but held as incomplete
tiers:                                             # first that holds
  - { tier: enterprise, if: score >= 70 && account.employees >= 1000 }
  - { tier: growth,     if: score >= 30 }
  - { tier: self_serve }
`,
  'routing/inbound.yaml': `routing: inbound
by: account.tier
to:
  enterprise: { team: enterprise, pick: round_robin, answer_within: 5m }
  growth:     { team: smb, pick: least_loaded, answer_within: 30m }
  self_serve: nobody
keep_owner: true                    # an account with an owner stays with that owner
match_accounts: [domain, name]      # a lead of a known account goes to the account's owner
skip: [inactive, away, full, off_hours]
fallback: rep:sales-lead            # required: nothing falls through
on_no_answer: reassign              # when answer_within passes: reassign | remind | fallback
`,
  'pipelines/new-business.yaml': `pipeline: new-business
of: account
match: [deal.id, account.stripe_customer, person.email, account.domain]   # which deal a fact is about; none: Inbox
stages:
  new:
  qualified:
  demo_scheduled: { when: calendly.booked, back_to: qualified, back_when: calendly.canceled }
  demo_held:      { when: gong.call_held }
  trial:          { when: Trial Started }
  won:
    when: stripe.invoice_paid
    if: event.amount.amount > 0 && event.billing_reason == "subscription_create"
    set: { amount: event.amount, closed_at: event.meta.at }
  lost:           { idle: 60d, set: { lost_reason: went_quiet } }      # no fact about the deal for so long
never_back: true                    # a late or repeated fact never moves a deal backwards
rep_edits_hold: 7d                  # a rep's own edit wins that long; until then a move is proposed, not made
`,
  'workflows/re-engage.yaml': `workflow: re-engage
about: Bring quiet accounts back in 14 days, and prove that it works.
of: person                          # person | account | deal
when:                               # any of these; each is a transition, not a state
  - trait: person.engagement
    becomes: [low, critical]
  - event: Trial Expired            # also: { event: X, if: … }, { stage: demo_held }, { audience: NAME, enters: true }, { every: "mon 09:00", zone: owner }
if: person.can_email && !account.is_paying
again: after 30d                    # never | after exit | after DURATION; a subject is in it once at a time,
# key: event.meeting_id             # or once at a time for each value of a key
unless_in: [onboarding]
stop_when: [calendly.booked, deal.won, email.replied, email.unsubscribed]
stop_if: account.is_paying
goal: { event: Ticket Answered, within: 30d }
send: { hours: "09:00-17:00", days: mon-fri, zone: person, at_most: 2 per 7d }
experiment: { holdout: 10%, by: account, goal: calendly.booked, within: 30d, guard: [email.unsubscribed] }
steps:
  - email: still-interested
  - wait: 4d
  - if: account.employees >= 50
    then:
      - email: customer-story
      - wait_for: { event: email.clicked, up_to: 3d, got: [ { task: Call them, for: owner } ] }
    else:
      - email: five-minute-setup
  - split: { by: account, arms: { plain: 50%, video: 50% } }
    plain: [ { email: closing-your-file } ]
    video: [ { email: closing-your-file-video } ]
  - set: { person.lifecycle: dormant }
  - do: hubspot.upsert_contact
    with: { email: person.email, properties: { lifecycle: dormant } }
    on_error: continue              # continue | stop (default) | a list of steps
`,
  'workflows/inbound.test.yaml': `test: an enterprise demo request becomes a won deal
clock: 2026-03-02T09:00:00-05:00
given:
  account: { domain: acme.test, employees: 1200, platform: shopify }
timeline:
  - event: Demo Requested
    person: ana@acme.test
    properties: { company_size: 1200, platform: shopify }
    expect: { account: { tier: enterprise }, deal: { stage: qualified, owner: nina }, emails: [book-a-call] }
  - after: 2h
    event: calendly.booked
    expect: { deal: { stage: demo_scheduled }, emails: [] }
  - after: 9d
    event: stripe.invoice_paid
    properties: { amount: { amount: 5000000, currency: usd }, billing_reason: subscription_create }
    expect: { deal: { stage: won, amount: { amount: 5000000, currency: usd } } }
`,
};

const event = (name: string, properties = '') => `event: ${name}\n${properties === '' ? '' : `properties: { ${properties} }\n`}`;
const email = (name: string, kind = 'marketing') => ({
  [`emails/${name}/email.yaml`]: `email: ${name}\nsubject: About ${name}\nkind: ${kind}\n`,
  [`emails/${name}/body.hbs`]: '<p>Hi {{default person.name "there"}}</p>\n',
});

export const around: Readonly<Record<string, string>> = {
  'workspace.yaml':
    'workspace: Acme\ntime_zone: Europe/Berlin\ncurrency: USD\nsender: { name: Acme, email: hello@acme.example, address: "1 High Street" }\n',
  'connections.yaml': 'connections:\n  hubspot: { token: "${env.HUBSPOT_TOKEN}" }\n',
  'team.yaml': `team: Sales
reps:
  nina: { name: Nina, email: nina@acme.example, team: enterprise, calendar_url: https://calendly.com/nina/demo }
  omar: { name: Omar, email: omar@acme.example, team: smb, hours: "09:00-17:00", days: mon-fri, capacity: 40, weight: 0.5 }
  sales-lead: { name: Sam, email: sam@acme.example, team: leads, away: [{ from: 2026-07-01, to: 2026-07-14 }] }
`,
  'tracking-plan/account.yaml': 'plan: account\nproperties: { employees: { type: integer }, platform: { type: string } }\n',
  'tracking-plan/person.yaml':
    'plan: person\nproperties: { lifecycle: { type: string, one_of: [trial, customer, dormant] }, role: { type: string } }\n',
  'tracking-plan/trial-started.yaml': event('Trial Started'),
  'tracking-plan/trial-expired.yaml': event('Trial Expired'),
  'tracking-plan/invited.yaml': event('Teammate Invited'),
  'tracking-plan/answered.yaml': event('Ticket Answered'),
  'tracking-plan/signed-in.yaml': event('Signed In'),
  'tracking-plan/rule.yaml': event('Rule Created'),
  'tracking-plan/macro.yaml': event('Macro Used'),
  'tracking-plan/connected.yaml': event('Integration Connected', 'integration: { type: string }'),
  'workflows/onboarding.yaml':
    'workflow: onboarding\nof: person\nwhen: [{ event: Trial Started }]\nsteps: [{ wait: 7d }, { email: five-minute-setup }]\n',
  'workflows/inbound.yaml': `workflow: inbound
of: person
when: [{ event: Demo Requested }]
again: after 30d
steps:
  - route: inbound
  - create_deal: { pipeline: new-business, stage: qualified }
  - email: book-a-call
`,
  ...email('book-a-call', 'transactional'),
  ...email('still-interested'),
  ...email('customer-story'),
  ...email('five-minute-setup'),
  ...email('closing-your-file'),
  ...email('closing-your-file-video'),
  'emails/partials/layout.hbs': '{{> @partial-block}}\n',
};

/** All of a workspace that holds the page's examples. */
export const workspaceOfPage: Readonly<Record<string, string>> = { ...around, ...page };
