// Calls Slack's Web API as a bot. https://docs.slack.dev/reference/methods/chat.postMessage

import { type JsonAnswer, openJsonApi } from '../json-api.client.js';

export type SlackAnswer = JsonAnswer;

export interface SlackClient {
  /** Never rejects. */
  call(method: string, body: Readonly<Record<string, unknown>>): Promise<SlackAnswer>;
}

/** @param address another Slack than the real one, for tests */
export function openSlack(token: string, address = 'https://slack.com'): SlackClient {
  return { call: openJsonApi(`${address}/api/`, token, 'application/json; charset=utf-8') };
}
