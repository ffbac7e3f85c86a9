// What Slack's auth.test says of a bot token: whose it is, or what is wrong. It posts nothing.
// https://docs.slack.dev/reference/methods/auth.test

import { cleanText } from '../clean-text.js';
import { bad, good, type TestAnswer } from '../test-answer.js';
import { fixes } from './understand-slack.js';

export function understandSlackTest(status: number, body: unknown): TestAnswer {
  const { ok, error, team, user } = (typeof body === 'object' && body !== null ? body : {}) as Readonly<Record<string, unknown>>;
  if (status === 200 && ok === true) return good(`Slack knows the bot ${said(user)} in the workspace ${said(team)}.`);
  if (status === 429 || status >= 500) return bad(`Slack answered ${status}.`, 'try again in a minute');
  const name = typeof error === 'string' ? error.slice(0, 60) : String(status);
  return bad(`Slack refused the token: ${cleanText(name)}.`, fixes[name] ?? 'copy the bot token (xoxb-…) of the app again');
}

const said = (value: unknown): string => (typeof value === 'string' && value !== '' ? cleanText(value).slice(0, 80) : 'without a name');
