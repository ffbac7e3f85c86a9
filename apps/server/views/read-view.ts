// A view as it was sent, checked.

import { BadQuery } from '#libs/reporting/page-query.js';

const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length <= longest && !value.includes('\u0000') && value.isWellFormed();

/** @throws BadQuery with the field and the way out */
export function readView(body: unknown): { page: string; name: string; search: Readonly<Record<string, string>> } {
  const { page, name, search } = (body ?? {}) as { page?: unknown; name?: unknown; search?: unknown };
  if (!isText(page, 100) || !/^\/[a-z-]+(\/[a-z-]+)*$/.test(page)) throw new BadQuery('"page" must be the path of a page, as /deals');
  if (!isText(name, 80) || name.trim() === '') throw new BadQuery('"name" must be a text of 1 to 80 characters');
  if (search === null || typeof search !== 'object' || Array.isArray(search))
    throw new BadQuery('"search" must be an object of texts, as {"owner": "nina"}');
  const entries = Object.entries(search as Readonly<Record<string, string>>);
  if (entries.length > 30 || entries.some(([key, value]) => !isText(key, 60) || !isText(value, 500)))
    throw new BadQuery('"search" must have at most 30 entries, each a text of at most 500 characters');
  return { page, name: name.trim(), search: Object.fromEntries(entries) };
}
