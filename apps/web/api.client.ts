// Speaks to the server that handed out the page. What went wrong comes back as a Problem with words for people.

import type { paths } from './api-types.js';

export class Problem extends Error {
  constructor(
    message: string,
    readonly status: number,
    /** Field → what is wrong with it. */
    readonly fields: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method];

export function get<Path extends keyof paths & string>(
  path: Path,
  query: Readonly<Record<string, string>> = {},
  ids: Readonly<Record<string, string>> = {},
): Promise<Answer<Path, 'get' & keyof paths[Path]>> {
  const search = new URLSearchParams(query).toString();
  return call('GET', `${fill(path, ids)}${search === '' ? '' : `?${search}`}`);
}

export function post<Path extends keyof paths & string>(
  path: Path,
  body: unknown = {},
  ids: Readonly<Record<string, string>> = {},
): Promise<Answer<Path, 'post' & keyof paths[Path]>> {
  return call('POST', fill(path, ids), body);
}

export function patch<Path extends keyof paths & string>(
  path: Path,
  body: unknown,
  ids: Readonly<Record<string, string>>,
): Promise<Answer<Path, 'patch' & keyof paths[Path]>> {
  return call('PATCH', fill(path, ids), body);
}

export function del<Path extends keyof paths & string>(path: Path, ids: Readonly<Record<string, string>>): Promise<void> {
  return call('DELETE', fill(path, ids));
}

const fill = (path: string, ids: Readonly<Record<string, string>>) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));

async function call<Result>(method: string, path: string, body?: unknown): Promise<Result> {
  const response = await fetch(path, {
    method,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Problem('The server does not answer. It may be starting again; this page tries by itself.', 0);
  });
  if (response.status === 204) return undefined as Result;
  const said: unknown = await response.json().catch(() => null);
  if (response.ok) return said as Result;
  const { detail, errors = [] } = (said ?? {}) as { detail?: string; errors?: { field: string; message: string; fix: string }[] };
  throw new Problem(
    detail ?? `The server answered ${response.status}.`,
    response.status,
    Object.fromEntries(errors.map(({ field, message, fix }) => [field, `${message} (${fix})`])),
  );
}
