// E3xx: names of things that must exist.

import type { Explanations } from './explanation.js';

export const referenceCodes: Explanations = {
  E301: {
    title: 'no such event',
    about:
      'An event is planned by a file in tracking-plan/, or comes from a built-in source. Spelling does not matter in case, spaces, hyphens and underscores.',
    wrong: 'event: Demo Requestd',
    right: 'event: Demo Requested',
  },
  E302: {
    title: 'no such email',
    about: 'An email is a folder in emails/ with an email.yaml.',
    wrong: '- email: book-a-cal',
    right: '- email: book-a-call',
  },
  E303: { title: 'no such routing', about: 'A routing is a file in routing/.', wrong: '- route: inbond', right: '- route: inbound' },
  E304: {
    title: 'no such pipeline, or which one is not said',
    about: 'A pipeline is a file in pipelines/. With several of them a stage needs its pipeline beside it.',
    wrong: '- move_deal: won',
    right: '- move_deal: { pipeline: new-business, stage: won }',
  },
  E305: {
    title: 'no such stage',
    about: 'Stages are the keys under stages: in a pipeline; back_to names an earlier one.',
    wrong: 'stop_when: [deal.wonn]',
    right: 'stop_when: [deal.won]',
  },
  E306: {
    title: 'no such rep',
    about: 'Reps are the keys under reps: in team.yaml.',
    wrong: 'fallback: rep:nian',
    right: 'fallback: rep:nina',
  },
  E307: {
    title: 'no such team',
    about: 'A team exists when a rep in team.yaml names it.',
    wrong: '{ team: enterprize }',
    right: '{ team: enterprise }',
  },
  E308: {
    title: 'no such trait, or one that cannot be set',
    about:
      'Raw traits are planned (plan: person), computed ones are computed (traits: person). Only raw traits and fields of deals can be set.',
    wrong: 'set: { person.livecycle: trial }',
    right: 'set: { person.lifecycle: trial }',
  },
  E309: {
    title: 'no such workflow',
    about: 'A workflow is a file in workflows/.',
    wrong: 'unless_in: [onbording]',
    right: 'unless_in: [onboarding]',
  },
  E310: {
    title: 'no such tier',
    about: 'Tiers are given by a score of accounts; a routing by account.tier can name only those.',
    wrong: 'to: { enterprize: rep:nina }',
    right: 'to: { enterprise: rep:nina }',
  },
  E311: {
    title: 'no such action',
    about: 'An act is named by its connector and its action; millrace knows those of its connectors.',
    wrong: 'do: hubspot.upsert_contct',
    right: 'do: hubspot.upsert_contact',
  },
  E312: {
    title: 'no such vendor or provider',
    about:
      'connections.yaml names the vendors that millrace acts at, by the names of its connectors, and the providers that enrich accounts and people.',
    wrong: 'connections:\n  hubspt: { token: "${env.HUBSPOT_TOKEN}" }',
    right: 'connections:\n  hubspot: { token: "${env.HUBSPOT_TOKEN}" }',
  },
  E313: {
    title: 'no such audience',
    about: 'An audience is a file in audiences/ that begins with audience: NAME.',
    wrong: '- { audience: quite-people, enters: true }',
    right: '- { audience: quiet-people, enters: true }',
  },
  E314: {
    title: 'no such chart',
    about: 'A dashboard is put together from the charts that Millrace has; the page /reports lists them all.',
    wrong: 'charts: [answer_mises]',
    right: 'charts: [answer_misses]',
  },
  E315: {
    title: 'a chart that cannot be filtered by this',
    about: 'What is counted has no such property: a violation of the tracking plan belongs to no team.',
    wrong: '- { chart: plan_violations, filters: { team: smb } }',
    right: '- { chart: plan_violations, filters: { event: Demo Requested } }',
  },
};
