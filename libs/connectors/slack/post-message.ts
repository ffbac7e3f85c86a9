// How a message to a channel is written.

import type { ActionDeclaration } from '#libs/language/action-declaration.js';

export const postMessage = {
  name: 'slack.post_message',
  about: 'Posts a message to a channel in Slack.',
  fields: {
    channel: { type: 'string', about: 'The channel, as #sales or its id', required: true },
    text: { type: 'string', about: 'The message', required: true },
  },
  recipient: 'channel',
} as const satisfies ActionDeclaration;
