// A header that decides about trust must be there exactly once: two are a request that two readers would read differently.

import type { RawRequest } from './contract.js';

/** The one value; undefined when the header is missing, empty or repeated. */
export function oneHeader(request: RawRequest, name: string): string | undefined {
  const values = request.headers[name];
  return values?.length === 1 && values[0] !== '' ? values[0] : undefined;
}
