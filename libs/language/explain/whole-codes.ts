// E4xx: files that are right by themselves and wrong together. E5xx: emails. E6xx: steps.

import type { Explanations } from './explanation.js';

export const wholeCodes: Explanations = {
  E401: {
    title: 'one name, two things',
    about: 'Two files, keys or aliases claim the same name.',
    wrong: 'workflow: inbound (in two files)',
    right: 'workflow: inbound, workflow: inbound-partners',
  },
  E402: {
    title: 'a formula that reads itself',
    about: 'A formula may read other formulas, but not in a circle.',
    wrong: 'a: { formula: account.b + 1 }\nb: { formula: account.a + 1 }',
    right: 'a: { count: page }\nb: { formula: account.a + 1 }',
  },
  E403: {
    title: 'two writers',
    about: 'When two write one field, its value depends on who was last, and nobody can say why it is what it is.',
    wrong: 'two workflows with set: { person.lifecycle: … }',
    right: 'one workflow that sets it',
  },
  E404: {
    title: 'a name that is taken',
    about: 'A trait cannot be raw and computed, and cannot have the name of a member that is always there.',
    wrong: 'plan: person\nproperties: { email: { type: string } }',
    right: 'properties: { second_email: { type: string } }',
  },
  E405: {
    title: 'decided only when an event arrives',
    about:
      'A warning. Formulas, scores and audiences change by themselves as time passes; but the "if" of a trait decides once, when an event arrives, whether it counts.',
    wrong: 'recent: { count: page, if: now > event.meta.at + days(30) }',
    right: 'recent: { count: page, within: 30d }',
  },
  E406: {
    title: 'a routing without fallback',
    about: 'When everybody is away and no line fits, someone must still get the lead: nothing falls through.',
    wrong: 'routing: inbound',
    right: 'routing: inbound\nfallback: rep:sales-lead',
  },
  E407: {
    title: 'workflows in a circle',
    about: 'One sets what starts the other, which sets what starts the first.',
    wrong: 'a: when x, set y; b: when y, set x',
    right: 'start one of them by an event',
  },
  E410: {
    title: 'a tier that is never reached',
    about: 'The first tier that holds is taken; one without "if" takes everyone.',
    wrong: '- { tier: rest }\n- { tier: growth, if: score >= 30 }',
    right: '- { tier: growth, if: score >= 30 }\n- { tier: rest }',
  },
  E411: {
    title: 'a trigger of another subject',
    about: "A fact about an account never starts a run for each of its people: that is an account's workflow.",
    wrong: 'of: person\nwhen: [{ trait: account.platform, becomes: shopify }]',
    right: 'of: account\nwhen: [{ trait: account.platform, becomes: shopify }]',
  },
  E412: {
    title: 'two goals for the same',
    about:
      'What is to be won in a pipeline, by a team and in a currency is one amount a month, and one a quarter. A later one takes over from its month on.',
    wrong:
      'goals:\n  - { per: month, amount: { amount: 100000, currency: usd } }\n  - { per: month, amount: { amount: 200000, currency: usd } }',
    right:
      'goals:\n  - { per: month, amount: { amount: 100000, currency: usd } }\n  - { per: month, amount: { amount: 200000, currency: usd }, from: 2026-07 }',
  },
  E501: {
    title: 'an email without words',
    about: 'The html of an email is in body.hbs beside its email.yaml; text.hbs is made from it when absent.',
    wrong: 'emails/welcome/email.yaml alone',
    right: 'emails/welcome/body.hbs',
  },
  E502: {
    title: 'not Handlebars',
    about: 'The template cannot be parsed: a {{ without }}, or a block that is not closed.',
    wrong: '{{#if person.name}}Hi {{person.name}}',
    right: '{{#if person.name}}Hi {{person.name}}{{/if}}',
  },
  E503: {
    title: 'sample.json cannot be read',
    about: 'It is one JSON object that fills the preview.',
    wrong: '{ person: { name: "Ana" } }',
    right: '{ "person": { "name": "Ana" } }',
  },
  E504: {
    title: 'no such partial',
    about: 'Partials and layouts are files in emails/partials/.',
    wrong: '{{> fotter}}',
    right: '{{> footer}}',
  },
  E505: {
    title: 'an email in another folder than its name',
    about: 'The folder is the name: an email is found by it.',
    wrong: 'emails/welcome/email.yaml: email: hello',
    right: 'emails/welcome/email.yaml: email: welcome',
  },
  E506: {
    title: 'a marketing email without postal address',
    about: 'A warning. CAN-SPAM and the law of many other countries want the address of the sender in the footer.',
    wrong: 'sender: { name: Acme, email: hello@acme.example }',
    right: 'sender: { name: Acme, email: hello@acme.example, address: "1 High Street, …" }',
  },
  E507: {
    title: 'an email that its sample cannot fill',
    about:
      'Every email is rendered with its sample.json. A value that a template says and nobody knows would leave a gap, so such an email is not sent.',
    wrong: 'Hi {{person.first_name}}',
    right: 'Hi {{default person.name "there"}}',
  },
  E508: {
    title: 'a template that is too large',
    about:
      'A template, with all the partials it includes, has at most 500 KB, 2,000 {{ … }}, 50 levels of blocks, and 2,000 characters between {{ and }}; a subject and a preheader have at most 998 characters. Mail clients cut off mail that is longer than about 100 KB.',
    wrong: '{{> a}}{{> a}}{{> a}} … in b.hbs, and {{> b}}{{> b}}{{> b}} … in c.hbs',
    right: '{{> a}}',
  },
  E509: {
    title: 'a partial that contains itself',
    about: 'Partials may include partials, but not in a circle: the mail would have no end.',
    wrong: 'footer.hbs: {{> address}}\naddress.hbs: {{> footer}}',
    right: 'footer.hbs: {{> address}}',
  },
  E601: { title: 'no such step', about: 'A step is a map whose key is its kind.', wrong: '- emial: welcome', right: '- email: welcome' },
  E602: {
    title: 'two steps in one',
    about: 'Each step begins with a dash of its own.',
    wrong: '- wait: 2d\n  email: welcome',
    right: '- wait: 2d\n- email: welcome',
  },
  E603: {
    title: 'a step that is never reached',
    about: 'The step before it ends the run.',
    wrong: '- exit: done\n- email: welcome',
    right: '- email: welcome\n- exit: done',
  },
  E605: {
    title: 'whom an email goes to',
    about:
      'A person’s run writes to that person and a deal’s run to its contact. An account has many people, so that its run says whom it means: `person` in the condition is one of them, and `at_most` says to how many it goes, those seen last first.',
    wrong: 'email: renewal-is-near',
    right: `email: { send: renewal-is-near, to: { people: 'person.role == "admin"', at_most: 3 } }`,
  },
  E606: {
    title: 'a workflow of too many steps',
    about: 'A run goes through at most 1,000 steps, so that a workflow with more of them could never be gone through.',
    wrong: '2,000 steps in one file',
    right: 'several workflows, of which one starts the next: - start: { workflow: NAME }',
  },
  E604: {
    title: 'an id that is taken',
    about: 'Ids are unique in a workflow, and only steps without an id have one that begins with their place ("2-wait").',
    wrong: '- { email: a, id: hello }\n- { email: b, id: hello }',
    right: '- { email: a, id: hello }\n- { email: b, id: bye }',
  },
};
