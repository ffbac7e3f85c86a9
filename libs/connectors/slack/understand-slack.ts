// What Slack's answer to chat.postMessage means, and text as Slack wants it. Errors by name:
// https://docs.slack.dev/reference/methods/chat.postMessage#errors

import type { Delivered } from '../contract.js';

/** What a person can do about a refusal. */
export const fixes: Readonly<Record<string, string>> = {
  channel_not_found: 'name a channel that exists, like #sales, or its id; a private one needs the app as a member',
  not_in_channel: 'invite the app to the channel: /invite @app',
  is_archived: 'the channel is archived; name another in the workflow',
  invalid_auth: 'SLACK_BOT_TOKEN is not valid; copy the bot token (xoxb-…) again',
  not_authed: 'SLACK_BOT_TOKEN is empty',
  account_inactive: 'the app was removed from Slack; install it again and set SLACK_BOT_TOKEN',
  token_revoked: 'SLACK_BOT_TOKEN was revoked; install the app again',
  token_expired: 'SLACK_BOT_TOKEN has expired; install the app again',
  missing_scope: 'give the app the scope chat:write and install it again',
  restricted_action: 'an admin of the Slack workspace does not let the app post there',
};

const later = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded', 'service_unavailable', 'team_added_to_org']);
/** "It is possible some aspect of the operation succeeded before the error was raised." */
const perhaps = new Set(['fatal_error', 'internal_error', 'request_timeout']);

/** Pure. @param retryAfter header, seconds */
export function understandSlack(status: number, body: unknown, retryAfter: string | undefined): Delivered {
  const answer =
    typeof body === 'object' && body !== null ? (body as { ok?: unknown; error?: unknown; ts?: unknown; channel?: unknown }) : {};
  const error = typeof answer.error === 'string' ? answer.error.slice(0, 100) : '';
  if (status === 429 || later.has(error)) {
    const seconds = /^\d{1,5}$/.test(retryAfter ?? '') ? Number(retryAfter) : undefined;
    return { kind: 'retry', reason: 'Slack asks to come later', ...(seconds === undefined ? {} : { after: seconds * 1000 }) };
  }
  if (status === 200 && answer.ok === true)
    return {
      kind: 'done',
      answer: { ts: typeof answer.ts === 'string' ? answer.ts : null, channel: typeof answer.channel === 'string' ? answer.channel : null },
    };
  if (perhaps.has(error)) return { kind: 'unknown', reason: `Slack said ${error}: it may have been posted` };
  if (error !== '')
    return { kind: 'failed', reason: `Slack refused it: ${error}${fixes[error] === undefined ? '' : ` (${fixes[error]})`}` };
  if (status === 503) return { kind: 'retry', reason: 'Slack is away (503)' };
  if (status >= 500 || status === 200) return { kind: 'unknown', reason: `Slack answered ${status} without saying whether it was posted` };
  return { kind: 'failed', reason: `Slack answered ${status}` };
}

/** Facts make no mention, link or command: `<!channel>` is shown as it is written. https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function slackText(text: string): string {
  const plain = text.toWellFormed().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return plain.length <= 4000 ? plain : `${plain.slice(0, 3999).toWellFormed()}…`;
}
