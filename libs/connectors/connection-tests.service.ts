// Every test of a connection there is, by vendor. To add one: what the answer means in the vendor's folder, and its line here.

import { askJson, type JsonAnswer } from './json-api.client.js';
import { accountPath, understandAccount } from './hubspot/test-hubspot.js';
import { openSlack } from './slack/slack.client.js';
import { understandSlackTest } from './slack/test-slack.js';
import { openSmtp } from './smtp/smtp.client.js';
import { StripeClient } from './stripe/stripe.client.js';
import { bad, type TestAnswer } from './test-answer.js';

/** Each takes the secret it is about (and, for tests, another address than the vendor's), and never rejects. */
export const connectionTests: Readonly<Record<string, (secret: string, address?: string) => Promise<TestAnswer>>> = {
  mail: async (url) => {
    const smtp = openSmtp(url);
    try {
      return await smtp.test();
    } finally {
      smtp.close();
    }
  },
  slack: async (token, address) => understood('Slack', await openSlack(token, address).call('auth.test', {}), understandSlackTest),
  hubspot: async (token, address = 'https://api.hubapi.com') =>
    understood('HubSpot', await askJson(address, token, accountPath), understandAccount),
  stripe: (key) => new StripeClient(key).test(),
};

function understood(who: string, answer: JsonAnswer, read: (status: number, body: unknown) => TestAnswer): TestAnswer {
  if (answer.kind === 'answered') return read(answer.status, answer.body);
  return bad(`${who} cannot be reached.`, 'see whether this machine reaches the internet');
}
