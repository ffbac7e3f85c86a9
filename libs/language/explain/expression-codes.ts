// E1xx: conditions and values in CEL.

import type { Explanations } from './explanation.js';

export const expressionCodes: Explanations = {
  E101: {
    title: 'not CEL',
    about:
      'The condition or value cannot be read from this place on. Texts inside have quotes of their own; "and" is &&, "or" is ||, "not" is !.',
    wrong: 'if: account.employees >= 200 and account.platform == "shopify"',
    right: 'if: account.employees >= 200 && account.platform == "shopify"',
  },
  E104: {
    title: 'no such member',
    about:
      'Members are always there (person.email), planned (tracking-plan/) or computed (traits/). What is sent without being planned is kept, but conditions cannot see it.',
    wrong: 'if: account.employes >= 200',
    right: 'if: account.employees >= 200',
  },
  E105: {
    title: 'types that do not fit',
    about:
      'The parts of the expression are of types that cannot stand together. Numbers compare with numbers, texts with texts; a missing value is unknown, so nothing is compared with null.',
    wrong: 'if: account.employees == "200"',
    right: 'if: account.employees == 200',
  },
  E106: {
    title: 'money without, or with another, currency',
    about:
      'Money is an amount in minor units with its currency. Two currencies are never compared or added, and a plain number is no money.',
    wrong: 'if: event.amount > 5000',
    right: 'if: event.amount.amount > 5000',
  },
  E107: {
    title: 'no such function',
    about:
      'Few functions exist, and each is written in one way: days(n), hours(n), since(t), lower(s), domain(email), is_free_mail(email), in_list(x, name), has(x) and those of texts.',
    wrong: 'if: toLower(person.email) == "a@b.example"',
    right: 'if: lower(person.email) == "a@b.example"',
  },
  E108: {
    title: 'a name that is not there',
    about: 'event, person, account, deal, owner, run, workspace and now; of these only what the place has. A text wants quotes.',
    wrong: 'if: account.tier == enterprise',
    right: 'if: account.tier == "enterprise"',
  },
};
