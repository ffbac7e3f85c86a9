import { describe, expect, it } from '@jest/globals';
import { compile, from, place, scopeOf } from './condition.fixture.js';

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
    const chain = Array.from({ length: 300 }, (_, index) => `account.employees > ${index}`).join(' && ');
    const { condition, problems } = compile(chain);
    expect(problems).toEqual([]);
    expect(condition!.holds(scopeOf({ account: { employees: 300 } }))).toBe(true);
  });
});
