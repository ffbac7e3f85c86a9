import { describe, expect, it } from '@jest/globals';
import { ExactNumber } from '../json.js';
import type { Truth } from '../value.js';
import { type Given, from, place, now, day, compile, scopeOf, decide } from '#libs/testing/sample-scope.js';

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

describe('what is refused', () => {
  it.each<[string, string, string, string | undefined, number, number]>([
    ['account.employes >= 200', 'E104', 'account has no trait "employes"', `did you mean "employees"? (integer, from ${from})`, 17, 8],
    ['event.plan == "x"', 'E104', 'event has no property "plan"', undefined, 15, 4],
    ['event.name == "x"', 'E104', 'event has no property "name"', undefined, 15, 4],
    ['event.amount.amout > 1', 'E104', 'event.amount has no member "amout"', 'did you mean "amount"? (integer)', 22, 5],
    ['account.contact.emial == "x"', 'E104', 'account.contact has no member "emial"', 'did you mean "email"? (string)', 25, 5],
    ['account.employees == "200"', 'E105', 'an integer and a string cannot be compared', 'write 200 without quotes', 9, 26],
    ['account.platform == shopify', 'E108', 'there is no "shopify" here', undefined, 29, 7],
    ['employees > 5', 'E108', 'there is no "employees" here', 'did you mean account.employees?', 9, 9],
    ['deal.stage == "won"', 'E108', 'deal cannot be seen here', 'known here: event, person, account, score, now', 9, 4],
    [
      'account.mrr > 100',
      'E106',
      'money and an integer cannot be compared: money has a currency',
      'say account.mrr.amount (minor units)',
      9,
      17,
    ],
    [
      '(account.mrr + 1).amount > 1',
      'E106',
      'money and an integer cannot be added: money has a currency',
      'say account.mrr.amount (minor units)',
      10,
      15,
    ],
    [
      '{amount: 1, currency: "usd"} < {amount: 1, currency: "EUR"}',
      'E106',
      'usd and eur cannot be compared',
      'compare amounts of one currency',
      9,
      59,
    ],
    [
      'since(account.last_active_at) < 7',
      'E105',
      'a duration and an integer cannot be compared',
      'write days(7), hours(7) or minutes(7)',
      9,
      33,
    ],
    [
      'account.last_active_at < days(7)',
      'E105',
      'a timestamp and a duration cannot be compared',
      'how long ago it was: since(account.last_active_at)',
      9,
      32,
    ],
    [
      'account.domain == null',
      'E105',
      'what is compared with null is never met: a missing value is unknown',
      '!has(account.domain)',
      27,
      4,
    ],
    ['account.employees', 'E105', 'a condition is true or false; this is an integer', 'compare it: account.employees > 0', 9, 17],
    ['account.employees && true', 'E105', 'a condition is true or false; this is an integer', 'compare it: account.employees > 0', 9, 17],
    [
      'event.path.matches("(a+)+$")',
      'E107',
      'there is no matches(): patterns are not part of the language: one can take for ever',
      'use startsWith("…"), endsWith("…") or contains("…")',
      9,
      28,
    ],
    [
      'person.roles.exists(r, r == "a")',
      'E107',
      'there is no exists(): there are no loops in the language',
      '"x" in list asks for one item, size(list) counts them',
      9,
      32,
    ],
    ['sincee(now) < days(1)', 'E107', 'there is no function sincee()', 'did you mean since()?', 9, 11],
    ['days("7") > days(1)', 'E105', 'days() takes a number; this is a string', 'as in days(7)', 14, 3],
    ['person.roles.contains("admin")', 'E105', 'contains() looks into a string; this is a list', 'as in "admin" in person.roles', 9, 12],
    ['in_list(account.domain, "competitor")', 'E104', 'there is no list "competitor"', 'did you mean "competitors"?', 33, 12],
    ['account.employees = 5', 'E101', '"=" cannot stand here', 'compare with ==', 27, 1],
    ['account.is_paying and true', 'E101', '"and" cannot stand here', 'write && for "and"', 27, 3],
    ['(account.is_paying', 'E101', ') is missing at the end', undefined, 27, 1],
    ['account.platform == "x', 'E101', 'a quote is opened and not closed', undefined, 29, 2],
    ['', 'E101', 'nothing is written here', 'as in account.employees >= 200', 9, 1],
    ['account', 'E105', 'account is not a value by itself', 'name one of its members, as in account.name', 9, 7],
    ['has(account.employes)', 'E104', 'account has no trait "employes"', `did you mean "employees"? (integer, from ${from})`, 21, 8],
    [
      'person.roles > 1',
      'E105',
      'a list and an integer cannot be compared',
      'look into a list with "in", or count it with size(person.roles)',
      9,
      16,
    ],
    ['timestamp("tomorrow") < now', 'E105', 'this has no value: timestamp("tomorrow")', 'as in timestamp("2026-01-31T09:00:00Z")', 9, 21],
    ['b"x" == b"x"', 'E105', 'bytes and unsigned numbers have no use here', 'write "text" without b, 5 without u', 9, 4],
  ])('%s: %s', (text, code, message, hint, column, length) => {
    const { condition, problems } = compile(text);
    expect(condition).toBeUndefined();
    expect(problems[0]).toMatchObject({ code, severity: 'error', message, place: { file: place.file, line: 12, column, length } });
    if (hint !== undefined) expect(problems[0]!.hint).toBe(hint);
  });

  it('tells every mistake of one condition', () => {
    expect(compile('account.employes > 5 && person.emial == "x" && acount.x').problems.map((problem) => problem.code)).toEqual([
      'E104',
      'E104',
      'E108',
    ]);
  });

  it('names the line of a condition over several lines', () => {
    expect(compile('account.is_paying &&\n  account.employes > 5').problems[0]!.place).toMatchObject({ line: 13, column: 19, length: 8 });
  });

  it.each([
    ['too long', `account.is_paying && ${'true && '.repeat(2000)}true`],
    ['parentheses too deep', `${'('.repeat(4000)}true${')'.repeat(4000)}`],
    ['negations too deep', `${'!'.repeat(9000)}true`],
    ['lists too deep', `${'['.repeat(4000)}1${']'.repeat(4000)}`],
    ['sums too deep', `${'1 + '.repeat(2000)}1 > 0`],
  ])('promise 14: refuses what is %s, with a clear error', (_, text) => {
    const { condition, problems } = compile(text);
    expect(condition).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toMatch(/deeper than 100 levels|characters/);
  });

  it('takes a long chain of conditions', () => {
    expect(
      decide(Array.from({ length: 300 }, (_, index) => `account.employees > ${index}`).join(' && '), { account: { employees: 300 } }),
    ).toBe(true);
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
