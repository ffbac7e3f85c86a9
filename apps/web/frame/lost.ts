// What a page cannot show. What was read once stays when reading it anew fails (a server that starts again): a form in it keeps what was typed.

import { Problem } from '../api.client.js';

interface Read {
  readonly error: Error | null;
  readonly data: unknown;
}

/** Of the first that is lost; null when all can be shown, or are still being read. */
export function lost(...reads: readonly Read[]): Error | null {
  return reads.find(({ error, data }) => error !== null && (data === undefined || isGone(error)))?.error ?? null;
}

/** It is not there any more, or not for this user. */
const isGone = (error: Error) => error instanceof Problem && [401, 403, 404].includes(error.status);
