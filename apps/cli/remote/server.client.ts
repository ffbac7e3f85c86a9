// A server over its API: one question, one answer. What it refuses becomes one line that says what to do.

export interface ServerPlace {
  readonly server: string;
  readonly key?: string;
}

/** The server did not do it; `status` 0: it does not answer at all. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

/** @throws Refused */
export async function ask<Answer>(place: ServerPlace, method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
  const response = await send(place, method, path, body);
  return JSON.parse(await response.text()) as Answer;
}

/** What answers in lines (NDJSON): each is handed over as it comes. @throws Refused */
export async function askLines(place: ServerPlace, path: string, body: unknown, onLine: (line: unknown) => void): Promise<void> {
  const { body: lines } = await send(place, 'POST', path, body, 'application/x-ndjson');
  let rest = '';
  const decoder = new TextDecoder();
  for await (const part of lines ?? []) {
    const texts = `${rest}${decoder.decode(part as Uint8Array, { stream: true })}`.split('\n');
    rest = texts.pop() ?? '';
    for (const text of texts) onLine(JSON.parse(text));
  }
}

async function send(
  { server, key }: ServerPlace,
  method: 'GET' | 'POST',
  path: string,
  body?: unknown,
  accept?: string,
): Promise<Response> {
  const url = `${server.replace(/\/+$/, '')}${path}`;
  const response = await fetch(url, {
    method,
    headers: {
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(accept === undefined ? {} : { accept }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Refused(`${server} does not answer (${cause}). Is it running? Name another with --server or MILLRACE_SERVER.`, 0);
  });
  if (response.ok) return response;
  const text = await response.text();
  throw new Refused(`${detailOf(text) ?? `${url} answered ${response.status}`}${fixOf(response.status)}`, response.status);
}

function detailOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { detail?: string }).detail;
  } catch {
    return undefined;
  }
}

function fixOf(status: number): string {
  if (status === 401) return '\nGive a key with --key or MILLRACE_KEY; the first start of a server prints one.';
  return status === 403 ? '\nUse a key with a wider scope.' : '';
}
