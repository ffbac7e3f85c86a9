// Posts to a Slack channel. Slack takes no idempotency key, so that an answer that was lost stays unknown.

import { defineAction, type Delivered } from '../contract.js';
import { postMessage } from './post-message.js';
import type { SlackClient } from './slack.client.js';
import { slackText, understandSlack } from './understand-slack.js';

/** The client is null where no token is set. */
export const slackAction = defineAction<SlackClient | null>({
  name: postMessage.name,
  honoursKey: false,
  perform: async ({ to, payload }, client): Promise<Delivered> => {
    if (client === null)
      return { kind: 'failed', reason: 'Slack is not connected: set SLACK_BOT_TOKEN to a bot token (xoxb-…) with the scope chat:write' };
    const text = typeof payload['text'] === 'string' ? payload['text'].trim() : '';
    if (text === '') return { kind: 'failed', reason: 'the message is empty; Slack takes none' };
    const answer = await client.call('chat.postMessage', { channel: to, text: slackText(text), unfurl_links: false, unfurl_media: false });
    if (answer.kind === 'answered') return understandSlack(answer.status, answer.body, answer.retryAfter);
    return { kind: answer.mayHaveArrived ? 'unknown' : 'retry', reason: answer.reason };
  },
});
