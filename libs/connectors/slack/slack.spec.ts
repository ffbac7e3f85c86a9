import { afterEach, describe, expect, test } from '@jest/globals';
import nock from 'nock';
import { slackAction } from './slack.action.js';
import { openSlack } from './slack.client.js';
import { slackText, understandSlack } from './understand-slack.js';

const delivery = { id: '1', key: 'k', action: 'slack.post_message', to: '#sales', payload: { text: 'Ana <!channel> & co' }, attempts: 0 };
const slack = () =>
  nock('https://slack.com', { reqheaders: { authorization: 'Bearer xoxb-1' } }).post(
    '/api/chat.postMessage',
    (body) => (asked = body) !== null,
  );
let asked: unknown;

afterEach(() => nock.cleanAll());

describe('a message to Slack', () => {
  test('goes to its channel, with nothing in it that Slack would take for a mention', async () => {
    slack().reply(200, { ok: true, channel: 'C1', ts: '1.2' });
    expect(await slackAction.perform(delivery, openSlack('xoxb-1'))).toEqual({ kind: 'done', answer: { ts: '1.2', channel: 'C1' } });
    expect(asked).toMatchObject({ channel: '#sales', text: 'Ana &lt;!channel&gt; &amp; co' });
  });

  test('comes later when Slack asks for it', async () => {
    slack().reply(429, { ok: false, error: 'ratelimited' }, { 'retry-after': '30' });
    expect(await slackAction.perform(delivery, openSlack('xoxb-1'))).toMatchObject({ kind: 'retry', after: 30_000 });
  });

  test('promise 3: whose answer is lost is unknown; without a connection it is tried again', async () => {
    slack().replyWithError(Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
    expect(await slackAction.perform(delivery, openSlack('xoxb-1'))).toMatchObject({ kind: 'unknown' });
    slack().replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    expect(await slackAction.perform(delivery, openSlack('xoxb-1'))).toMatchObject({ kind: 'retry' });
  });

  test('without a token fails and says what to set', async () => {
    expect(await slackAction.perform(delivery, null)).toEqual({ kind: 'failed', reason: expect.stringContaining('set SLACK_BOT_TOKEN') });
  });

  test('without words fails', async () => {
    expect(await slackAction.perform({ ...delivery, payload: { text: ' ' } }, openSlack('x'))).toMatchObject({ kind: 'failed' });
  });
});

test.each([
  ['a channel that is not there', 200, { ok: false, error: 'channel_not_found' }, 'failed', 'name a channel'],
  ['an error nobody knows', 200, { ok: false, error: 'new_one' }, 'failed', 'new_one'],
  ['an error inside Slack', 200, { ok: false, error: 'fatal_error' }, 'unknown', 'may have been posted'],
  ['a page instead of JSON', 502, '<html>', 'unknown', '502'],
  ['an answer without words', 200, 'ok', 'unknown', '200'],
  ['Slack away', 503, '', 'retry', 'away'],
  ['a redirect', 302, '', 'failed', '302'],
])('%s', (_title, status, body, kind, words) => {
  expect(understandSlack(status, body, undefined)).toMatchObject({ kind, reason: expect.stringContaining(words) });
});

test('a long text is cut, without a broken character', () => {
  expect(slackText('😀'.repeat(5000))).toMatch(/😀…$|\uFFFD…$/u);
  expect(slackText('😀'.repeat(5000)).isWellFormed()).toBe(true);
});
