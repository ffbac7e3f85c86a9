// Calls Slack's Web API as a bot. https://docs.slack.dev/reference/methods/chat.postMessage

import axios, { type AxiosInstance, isAxiosError } from 'axios';

export type SlackAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown; readonly retryAfter: string | undefined }
  /** `mayHaveArrived`: the request left and nothing came back. */
  | { readonly kind: 'lost'; readonly reason: string; readonly mayHaveArrived: boolean };

export interface SlackClient {
  /** Never rejects. */
  call(method: string, body: Readonly<Record<string, unknown>>): Promise<SlackAnswer>;
}

/** Codes of connections that never stood: nothing was asked. */
const neverAsked = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** @param address another Slack than the real one, for tests */
export function openSlack(token: string, address = 'https://slack.com'): SlackClient {
  const http: AxiosInstance = axios.create({
    baseURL: `${address}/api/`,
    timeout: 15_000,
    maxRedirects: 0,
    proxy: false,
    maxContentLength: 1_000_000,
    validateStatus: () => true,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' },
  });
  return {
    call: async (method, body) => {
      try {
        const { status, data, headers } = await http.post<unknown>(method, body);
        const retryAfter: unknown = headers['retry-after'];
        return { kind: 'answered', status, body: data, retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined };
      } catch (error) {
        // Of the error only code and message: its config has the token in it.
        const code = isAxiosError(error) ? (error.code ?? '') : '';
        const reason = error instanceof Error ? error.message : String(error);
        return { kind: 'lost', reason, mayHaveArrived: !neverAsked.has(code) };
      }
    },
  };
}
