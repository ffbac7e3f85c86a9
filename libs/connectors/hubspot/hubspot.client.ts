// Calls HubSpot's API with the token of a private app. https://developers.hubspot.com/docs/guides/apps/private-apps/overview

import axios, { type AxiosInstance, isAxiosError } from 'axios';

export type HubspotAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown; readonly retryAfter: string | undefined }
  /** `mayHaveArrived`: the request left and nothing came back. */
  | { readonly kind: 'lost'; readonly reason: string; readonly mayHaveArrived: boolean };

export interface HubspotClient {
  /** Never rejects. */
  post(path: string, body: Readonly<Record<string, unknown>>): Promise<HubspotAnswer>;
}

/** Codes of connections that never stood: nothing was asked. */
const neverAsked = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** @param address another HubSpot than the real one, for tests */
export function openHubspot(token: string, address = 'https://api.hubapi.com'): HubspotClient {
  const http: AxiosInstance = axios.create({
    baseURL: address,
    timeout: 15_000,
    maxRedirects: 0,
    proxy: false,
    maxContentLength: 1_000_000,
    validateStatus: () => true,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  return {
    post: async (path, body) => {
      try {
        const { status, data, headers } = await http.post<unknown>(path, body);
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
