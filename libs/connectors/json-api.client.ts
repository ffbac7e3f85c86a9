// Posts JSON to a vendor with a bearer token, and says what came back: an answer, or nothing and whether it may have arrived.

import axios, { type AxiosInstance, type AxiosResponse, isAxiosError } from 'axios';

export type JsonAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly body: unknown; readonly retryAfter: string | undefined }
  /** `mayHaveArrived`: the request left and nothing came back. */
  | { readonly kind: 'lost'; readonly reason: string; readonly mayHaveArrived: boolean };

/** Never rejects. */
export type PostJson = (path: string, body: Readonly<Record<string, unknown>>) => Promise<JsonAnswer>;

/** Codes of connections that never stood: nothing was asked. */
const neverAsked = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

export function openJsonApi(baseURL: string, token: string, contentType = 'application/json'): PostJson {
  const http = openHttp(baseURL, token, contentType);
  return (path, body) => answerOf(() => http.post<unknown>(path, body));
}

/** One reading question. Never rejects. */
export function askJson(baseURL: string, token: string, path: string): Promise<JsonAnswer> {
  return answerOf(() => openHttp(baseURL, token, 'application/json').get<unknown>(path));
}

function openHttp(baseURL: string, token: string, contentType: string): AxiosInstance {
  return axios.create({
    baseURL,
    timeout: 15_000,
    maxRedirects: 0,
    proxy: false,
    maxContentLength: 1_000_000,
    validateStatus: () => true,
    headers: { authorization: `Bearer ${token}`, 'content-type': contentType },
  });
}

async function answerOf(ask: () => Promise<AxiosResponse<unknown>>): Promise<JsonAnswer> {
  try {
    const { status, data, headers } = await ask();
    const retryAfter: unknown = headers['retry-after'];
    return { kind: 'answered', status, body: data, retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined };
  } catch (error) {
    // Of the error only code and message: its config has the token in it.
    const code = isAxiosError(error) ? (error.code ?? '') : '';
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'lost', reason, mayHaveArrived: !neverAsked.has(code) };
  }
}
