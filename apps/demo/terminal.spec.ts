import { describe, expect, it } from '@jest/globals';
import { formatMoney, formatTable, paint } from './terminal.js';

describe('what the terminal shows', () => {
  it.each([
    [{ amount: 5400050, currency: 'usd' }, '$54,000.50'],
    [{ amount: 5000, currency: 'jpy' }, '¥5,000'],
    [{ amount: 1234, currency: 'kwd' }, 'KWD\u00a01.234'],
    [null, '–'],
  ])('writes %j as %s', (money, text) => {
    expect(formatMoney(money)).toBe(text);
  });

  it('lines columns up, without trailing blanks', () => {
    expect(
      formatTable(
        ['account', 'tier'],
        [
          ['acme.test', 'enterprise'],
          ['b.test', 'growth'],
        ],
        paint(false),
      ),
    ).toEqual(['  account     tier', '  ─────────   ──────────', '  acme.test   enterprise', '  b.test      growth']);
  });

  it('has no escape codes where colour is not wanted', () => {
    expect(paint(false).red('no')).toBe('no');
    expect(paint(true).red('no')).toContain('\u001b[31m');
  });
});
