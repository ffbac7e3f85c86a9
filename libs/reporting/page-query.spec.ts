import { describe, expect, it } from '@jest/globals';
import { listings } from './listing.js';
import { BadQuery, pageQuery } from './page-query.js';

describe('a page of a list', () => {
  it('hands what users typed over as parameters, never as SQL', () => {
    const { sql, values } = pageQuery(listings.events, { name: `x' or '1'='1` }, null, 50);
    expect(sql).not.toContain("x'");
    expect(values).toEqual([`x' or '1'='1`]);
  });

  it('continues behind the last row seen, over all columns of the order', () => {
    const { sql, values } = pageQuery(listings.rejections, {}, ['2026-03-02T09:00:00Z', 'stripe', 'bad signature'], 10);
    expect(sql).toContain('(minute, source, reason) < ($1::timestamptz, $2::text, $3::text)');
    expect(sql).toContain('limit 11');
    expect(values).toHaveLength(3);
  });

  it.each([
    [{ nmae: 'x' }, 'unknown parameter "nmae"'],
    [{ person: 'ana' }, '"person" must be an id'],
    [{ name: 'a\u0000b' }, 'NUL'],
    [{ __proto__x: '1' }, 'unknown parameter'],
  ])('refuses %j by name', (query, message) => {
    expect(() => pageQuery(listings.events, query as unknown as Record<string, string>, null, 50)).toThrow(BadQuery);
    expect(() => pageQuery(listings.events, query as unknown as Record<string, string>, null, 50)).toThrow(message);
  });

  it.each([
    ['of another list', listings.rejections, ['1']],
    ['with a word for an id', listings.events, ['ana']],
    ['with an id out of range', listings.events, ['9999999999999999999']],
    ['with a day that no month has', listings.rejections, ['2026-02-30T00:00:00Z', 'stripe', 'x']],
    ['with a year before years', listings.rejections, ['0000-01-01T00:00:00Z', 'stripe', 'x']],
  ])('refuses a cursor %s', (_name, listing, after) => {
    expect(() => pageQuery(listing, {}, after, 50)).toThrow('"cursor"');
  });

  it.each(Object.entries(listings))('names in %s every column of its order and documents each', (_name, listing) => {
    for (const { as } of listing.order) expect(Object.keys(listing.columns)).toContain(as);
    for (const column of Object.keys(listing.columns)) expect(listing.select).toContain(column);
  });
});
