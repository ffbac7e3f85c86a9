// One delivery to a server's public address, as its vendor would make it.

import { Refused } from '../remote/server.client.js';

export interface Answered {
  readonly status: number;
  readonly answer: string;
}

/** @throws Refused when the server does not answer at all */
export async function deliver(url: string, headers: Readonly<Record<string, string>>, body: Uint8Array): Promise<Answered> {
  try {
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
    return { status: response.status, answer: (await response.text()).slice(0, 2000) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Refused(`${url} does not answer (${cause}). Is it running? Name another with --server or MILLRACE_SERVER.`, 0);
  }
}
