// The examples of the language about traits, scores and tiers, taken literally, and the events that they name.

import { page } from '#libs/testing/language-page.js';

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
  'traits/account.yaml': page['traits/account.yaml']!,
  'traits/person.yaml': page['traits/person.yaml']!,
  'scores/fit.yaml': page['scores/fit.yaml']!,
};
