// A query string as one value a name; a repeated parameter is an error, because only one of them would have been obeyed.

import { BadQuery } from '#libs/reporting/page-query.js';

export function singleValues(query: Readonly<Record<string, string | string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      if (typeof value !== 'string') throw new BadQuery(`"${name}" is given more than once`);
      return [name, value];
    }),
  );
}
