// why, asked of a real server about what really happened there.

import { beforeEach, expect, test } from '@jest/globals';
import { signers, useServer } from '#apps/server/test/server.fixture.js';
import { millrace, type Ran } from './cli.fixture.js';

const server = useServer();
const why = async (...args: string[]): Promise<Ran> =>
  millrace(['why', ...args], { MILLRACE_SERVER: await server.app.getUrl(), MILLRACE_KEY: server.key });

beforeEach(async () => {
  await server.track('track', {
    userId: 'ana',
    event: 'Demo Requested',
    properties: { company_size: 1200, platform: 'shopify' },
    context: { traits: { email: 'ana@acme.test' } },
  });
  await server.drain();
  const body = JSON.stringify({
    event: 'invitee.created',
    created_at: new Date().toISOString(),
    payload: { uri: 'https://api.calendly.com/scheduled_events/E/invitees/I', email: 'ana@acme.test' },
  });
  expect((await server.call('POST', '/v1/webhooks/calendly', signers.calendly(body), body)).status).toBe(200);
  await server.drain();
});

test('a deal, its stage, its owner, a tier, a score, a message and a workflow each have their fact, rule and conditions', async () => {
  const asked: Readonly<Record<string, readonly (string | RegExp)[]>> = {
    'deal acme.test': [/stage .*→ demo_scheduled/, 'calendly.booked', 'pipelines/new-business.yaml:', /owner none → (nina|omar)/],
    'stage ana@acme.test': [/→ demo_scheduled/, 'calendly.booked'],
    'owner acme.test': [/owner none → (nina|omar)/, 'Demo Requested', 'inbound'],
    'tier acme.test': [/score\.fit none → 95 · tier none → enterprise/, '+40 big team', 'scores/fit.yaml:'],
    'score fit acme.test': [/score\.fit none → 95/, 'account.employees 1200'],
    'email ana@acme.test': ['ana@acme.test', 'book-a-call', 'inbound', 'Demo Requested', 'account.tier'],
    'workflow re-engage ana@acme.test': ['Trial Started'],
  };
  for (const [question, says] of Object.entries(asked)) {
    const { code, out, err } = await why(...question.split(' '));
    expect({ question, code, err }).toEqual({ question, code: 0, err: '' });
    for (const said of says)
      expect({ question, out }).toEqual({
        question,
        out: typeof said === 'string' ? expect.stringContaining(said) : expect.stringMatching(said),
      });
  }
}, 90_000);
