// The calls of the tracking API, their paths and the short forms that the browser library uses.

export type Call = 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias';

const paths: Readonly<Record<string, Call | 'batch'>> = {
  '/v1/track': 'track',
  '/v1/t': 'track',
  '/v1/identify': 'identify',
  '/v1/i': 'identify',
  '/v1/page': 'page',
  '/v1/p': 'page',
  '/v1/screen': 'screen',
  '/v1/s': 'screen',
  '/v1/group': 'group',
  '/v1/g': 'group',
  '/v1/alias': 'alias',
  '/v1/a': 'alias',
  '/v1/batch': 'batch',
  '/v1/b': 'batch',
  // What analytics.js and older libraries call the batch.
  '/v1/import': 'batch',
};

export const segmentPaths: readonly string[] = Object.keys(paths);

export const callTypes: readonly Call[] = ['track', 'identify', 'page', 'screen', 'group', 'alias'];

export function isCall(type: unknown): type is Call {
  return typeof type === 'string' && (callTypes as readonly string[]).includes(type);
}

/** @param url path with query */
export function callAt(url: string): Call | 'batch' | undefined {
  const cut = url.indexOf('?');
  const path = cut < 0 ? url : url.slice(0, cut);
  return Object.hasOwn(paths, path) ? paths[path] : undefined;
}
