// E2xx: keys and values as they are written.

import type { Explanations } from './explanation.js';

export const valueCodes: Explanations = {
  E211: {
    title: 'a secret in clear',
    about:
      'A workspace is kept in git and shown to many; a secret in it is known to all of them for ever. Only the name of a variable is written, and the server reads its value from its environment. Replace a secret that was written in clear: it is known already.',
    wrong: 'hubspot: { token: pat-na1-0123 }',
    right: 'hubspot: { token: "${env.HUBSPOT_TOKEN}" }',
  },
  E201: {
    title: 'an unknown key',
    about: 'A key that means nothing would be ignored in silence; it is refused instead.',
    wrong: 'stop_wen: [deal.won]',
    right: 'stop_when: [deal.won]',
  },
  E202: {
    title: 'something is missing',
    about: 'The thing cannot be understood without this key, or one key needs another beside it.',
    wrong: 'routing: inbound\nby: account.tier',
    right: 'routing: inbound\nby: account.tier\nto: { enterprise: rep:nina }\nfallback: rep:nina',
  },
  E203: {
    title: 'a value of the wrong kind',
    about: 'A text, a number, a map or a list is wanted, and something else is written.',
    wrong: 'keep_owner: yes',
    right: 'keep_owner: true',
  },
  E204: {
    title: 'not one of the choices',
    about: 'Only a few words are possible here; the message names them.',
    wrong: 'kind: promo',
    right: 'kind: marketing',
  },
  E205: {
    title: 'not a duration',
    about: 'A number with a unit: s, m, h, d or w, or several of them. It is more than nothing.',
    wrong: 'wait: 4',
    right: 'wait: 4d',
  },
  E206: {
    title: 'not usable as a name',
    about: 'Names become parts of paths, ids and conditions, so only plain characters are in them.',
    wrong: 'email: ../../etc/passwd',
    right: 'email: book-a-call',
  },
  E207: { title: 'out of range', about: 'The number, or the span of time, is impossible here.', wrong: 'weight: -1', right: 'weight: 0.5' },
  E209: {
    title: 'not a valid address, zone, currency or time',
    about: 'The text has a form of its own that this one does not have.',
    wrong: 'time_zone: New York',
    right: 'time_zone: America/New_York',
  },
  E210: {
    title: 'a value of the wrong type',
    about: 'The expression compiles, but what it gives does not fit here.',
    wrong: 'set: { amount: event.plan }',
    right: 'set: { amount: event.amount }',
  },
  E212: {
    title: 'not a period',
    about:
      'A number of days, weeks or months that ends today, or a week, month, quarter or year of the calendar: `this` one until today, or the `last` whole one.',
    wrong: 'period: 90 days',
    right: 'period: last 90d',
  },
};
