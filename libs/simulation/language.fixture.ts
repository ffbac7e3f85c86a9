// The examples of the language about traits, scores and tiers, taken literally, and the events that they name.

const plan = (name: string, properties = '') => `event: ${name}\n${properties === '' ? '' : `properties: { ${properties} }\n`}`;

export const language: Readonly<Record<string, string>> = {
  'workspace.yaml':
    'workspace: Acme\ntime_zone: Europe/Berlin\ncurrency: EUR\nsender: { name: Acme, email: hello@acme.example, address: "1 High Street" }\n',
  'tracking-plan/invited.yaml': plan('Teammate Invited'),
  'tracking-plan/answered.yaml': plan('Ticket Answered'),
  'tracking-plan/signed-in.yaml': plan('Signed In'),
  'tracking-plan/rule.yaml': plan('Rule Created'),
  'tracking-plan/macro.yaml': plan('Macro Used'),
  'tracking-plan/connected.yaml': plan('Integration Connected', 'integration: { type: string }'),
  'tracking-plan/account.yaml': 'plan: account\nproperties: { employees: { type: integer }, platform: { type: string } }\n',
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
};
