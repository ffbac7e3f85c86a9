import { describe, expect, it } from '@jest/globals';
import { ExactNumber } from '../json.js';
import type { Truth } from '../value.js';
import { compile, day, now, scopeOf, type Given } from './condition.fixture.js';

function decide(text: string, given: Given = {}): Truth {
  const { condition, problems } = compile(text);
  expect(problems).toEqual([]);
  return condition!.holds(scopeOf(given));
}

describe('what is decided', () => {
  it.each<[string, Given, Truth]>([
    ['account.employees >= 200', { account: { employees: 200 } }, true],
    ['account.employees >= 200', { account: { employees: 199 } }, false],
    ['account.employees == 200.0', { account: { employees: 200 } }, true],
    ['account.ratio > 1', { account: { ratio: 1.5 } }, true],
    ['account.platform in ["shopify", "magento"]', { account: { platform: 'magento' } }, true],
    ['account.platform in ["shopify", "magento"]', { account: { platform: 'other' } }, false],
    ['!("admin" in person.roles)', { person: { roles: ['reader'] } }, true],
    ['since(account.last_active_at) < days(7)', { account: { last_active_at: now - 6 * day } }, true],
    ['since(account.last_active_at) < days(7)', { account: { last_active_at: now - 7 * day } }, false],
    ['account.last_active_at + days(2) > now', { account: { last_active_at: '2026-03-01T00:00:00+01:00' } }, true],
    ['now - account.last_active_at > hours(1) + minutes(30)', { account: { last_active_at: now - 2 * 3_600_000 } }, true],
    ['event.meta.at == timestamp("2026-03-02T09:00:00-05:00")', { meta: { at: now } }, true],
    ['account.cycle == duration("1h30m")', { account: { cycle: 5_400_000 } }, true],
    ['event.amount.amount > 0 && event.amount.currency == "usd"', { event: { amount: { amount: 5, currency: 'USD' } } }, true],
    ['event.amount > event.fee', { event: { amount: { amount: 5, currency: 'usd' }, fee: { amount: 4, currency: 'USD' } } }, true],
    [
      'event.amount - event.fee == {amount: 1, currency: "usd"}',
      { event: { amount: { amount: 5, currency: 'usd' }, fee: { amount: 4, currency: 'usd' } } },
      true,
    ],
    ['account.contact.email_is_free', { account_own: { contact: { email_is_free: true } } }, true],
    ['is_free_mail(person.email) ? account.employees > 5 : true', { person: { email: 'a@gmail.com' }, account: { employees: 4 } }, false],
    ['domain(person.email) == "acme.co.uk"', { person: { email: 'Ana@mail.ACME.co.uk' } }, true],
    ['in_list(domain(person.email), "competitors")', { person: { email: 'x@eu.rival.com' } }, true],
    ['lower(account.platform) == "shopify"', { account: { platform: 'Shopify' } }, true],
    [
      'event.path.startsWith("/docs") || event.path.endsWith("pricing") || event.path.contains("demo")',
      { event: { path: '/de/pricing' } },
      true,
    ],
    ['size(person.roles) == 2 && person.roles.size() > 1 && size("añ😀") == 3', { person: { roles: ['a', 'b'] } }, true],
    ['event.items[0].sku == "a" && event.items[1]["sku"] == "b"', { event: { items: [{ sku: 'a' }, { sku: 'b' }] } }, true],
    ['"sku" in event.any && event.any == {sku: 1}', { event: { any: { sku: 1 } } }, true],
    ['account.employees / 2 == 3.5 && -account.employees % 2 == -1', { account: { employees: 7 } }, true],
    ['score >= 30 && score < 70', {}, true],
    ['has(account.domain)', { account_own: { domain: null } }, false],
    ['has(account.domain) && has(event) && !has(event.any.deep.er)', { account_own: { domain: 'a.test' } }, true],
    ['account.employees > 10', { account: { employees: new ExactNumber('123456789012345678901234567890') } }, true],
    ['event.any == "2026"', { event: { any: '2026' } }, true],
    ['event.any < timestamp("2026-03-02T14:00:01Z")', { event: { any: '2026-03-02T15:00:00+01:00' } }, true],
    ['event.any', { event: { any: true } }, true],
  ])('%s of %j is %s', (text, given, expected) => {
    expect(decide(text, given)).toBe(expected);
  });
});

describe('what is unknown', () => {
  it.each<[string, Given]>([
    ['account.employees >= 200', {}],
    ['account.employees != 200', { account: { employees: null } }],
    ['account.employees >= 200', { account: { employees: '200' } }],
    ['!(account.platform == "shopify")', {}],
    ['account.platform in ["shopify"]', {}],
    ['!("admin" in person.roles)', {}],
    ['event.amount > event.fee', { event: { amount: { amount: 5, currency: 'usd' }, fee: { amount: 4, currency: 'eur' } } }],
    ['(event.amount + event.fee).amount > 0', { event: { amount: { amount: 5, currency: 'usd' }, fee: { amount: 4, currency: 'eur' } } }],
    ['event.amount.amount > 0', { event: { amount: 5 } }],
    ['event.amount.amount > 0', { event: { amount: { amount: 1.5, currency: 'usd' } } }],
    ['account.employees / 0 > 1', { account: { employees: 1 } }],
    ['event.any > 5', { event: { any: 'many' } }],
    ['event.any == event.other', { event: { any: 1, other: '1' } }],
    ['event.any', { event: { any: 'yes' } }],
    ['event.any.constructor == "x" || event.any.__proto__ == "x" || event.any["toString"] == "x"', { event: { any: {} } }],
    ['since(account.last_active_at) < days(7)', { account: { last_active_at: 'yesterday' } }],
    ['since(account.last_active_at) < days(7)', { account: { last_active_at: '2026-02-30T00:00:00Z' } }],
    ['since(account.last_active_at) < days(7)', { account: { last_active_at: '2026-03-01T00:00:00' } }],
    ['person.email_is_free ? true : false', {}],
    ['is_free_mail(person.email)', { person: { email: 'no address' } }],
    ['event.items[5] == 1', { event: { items: [] } }],
  ])('%s of %j', (text, given) => {
    expect(decide(text, given)).toBe('unknown');
  });

  it('decides what is decided without the missing value', () => {
    expect(decide('account.employees > 5 || account.is_paying', { account: { is_paying: true } })).toBe(true);
    expect(decide('account.employees > 5 && account.is_paying', { account: { is_paying: false } })).toBe(false);
    expect(decide('account.platform in [account.name, "shopify"]', { account: { platform: 'shopify' } })).toBe(true);
  });

  it('is unknown for a scope in which the subject is not there', () => {
    expect(compile('account.employees > 5 || person.can_email').condition!.holds({ now })).toBe('unknown');
  });
});

describe('what a condition tells of itself', () => {
  it('names what it reads, once each, in the order of the text', () => {
    const { condition } = compile('since(event.meta.at) < days(1) && account.mrr.amount > 5 && event.meta.at < now');
    expect(condition!.reads).toEqual(['now', 'event.meta.at', 'account.mrr.amount']);
  });

  it('traces the whole, each conjunct and each side of what is inside, with the values seen', () => {
    const { condition } = compile('(account.employees >= 200 || account.is_paying) && !person.email_is_free');
    const { result, parts } = condition!.trace(scopeOf({ account: { employees: 1200 }, person: { email_is_free: null } }));
    expect(result).toBe('unknown');
    expect(parts).toEqual([
      {
        source: '(account.employees >= 200 || account.is_paying) && !person.email_is_free',
        result: 'unknown',
        saw: [
          { name: 'account.employees', value: 1200 },
          { name: 'account.is_paying', value: undefined },
          { name: 'person.email_is_free', value: undefined },
        ],
      },
      {
        source: 'account.employees >= 200 || account.is_paying',
        result: true,
        saw: [
          { name: 'account.employees', value: 1200 },
          { name: 'account.is_paying', value: undefined },
        ],
      },
      { source: 'account.employees >= 200', result: true, saw: [{ name: 'account.employees', value: 1200 }] },
      { source: 'account.is_paying', result: 'unknown', saw: [{ name: 'account.is_paying', value: undefined }] },
      { source: '!person.email_is_free', result: 'unknown', saw: [{ name: 'person.email_is_free', value: undefined }] },
    ]);
  });

  it('writes parentheses that a part needs', () => {
    const { condition } = compile('(account.employees + 1) * 2 > 4 && account.is_paying');
    expect(condition!.trace(scopeOf({})).parts.map((part) => part.source)[1]).toBe('(account.employees + 1) * 2 > 4');
  });

  it('shows one part when there is only one', () => {
    expect(compile('account.employees > 5').condition!.trace(scopeOf({})).parts).toHaveLength(1);
  });
});
