// What a tracking message must have. Reasons name the field; they never quote what was sent.

import { ExactNumber } from '#libs/language/json.js';
import { cleanText } from '../clean-text.js';
import type { JsonObject } from '../read-json.js';
import type { Call } from './calls.js';

/** Keys are indexed; longer ones are mistakes. */
const longest = 500;

/** @returns null when nothing is */
export function whatIsWrong(type: Call, message: JsonObject): string | null {
  for (const field of ['userId', 'anonymousId', 'groupId', 'previousId', 'messageId']) {
    const value = message[field];
    if (value === undefined || value === null || value === '') continue;
    const id = idText(value);
    if (id === undefined) return `\`${field}\` must be a text or a number`;
    if (id.length > longest) return `\`${field}\` is longer than ${longest} characters`;
  }
  if (idText(message['userId']) === undefined && idText(message['anonymousId']) === undefined)
    return '`userId` or `anonymousId` is required';
  if (type === 'track') {
    const { event } = message;
    if (typeof event !== 'string' || cleanText(event).trim() === '') return '`event` is required';
    if (event.length > longest) return `\`event\` is longer than ${longest} characters`;
  }
  if (type === 'group' && idText(message['groupId']) === undefined) return '`groupId` is required';
  if (type === 'alias' && idText(message['previousId']) === undefined) return '`previousId` is required';
  return null;
}

/** An id as text; numbers keep the digits they came with. Undefined: there is none. */
export function idText(value: unknown): string | undefined {
  if (typeof value === 'string') return cleanText(value) || undefined;
  if (typeof value === 'number') return String(value);
  return value instanceof ExactNumber ? value.value : undefined;
}
