import { describe, expect, it } from '@jest/globals';
import { domainOf, isFreeMail } from './free-mail.js';

describe('free mail', () => {
  it.each(['gmail.com', 'GMX.de', 'yahoo.co.uk', 'mail.yahoo.co.uk', 'qq.com', 'mailinator.com'])('%s is anyone’s', (domain) => {
    expect(isFreeMail(domain)).toBe(true);
  });

  it.each(['acme.com', 'gmail.acme.com', 'notgmail.com', 'co.uk', ''])('%j is not', (domain) => {
    expect(isFreeMail(domain)).toBe(false);
  });
});

describe('domainOf', () => {
  it.each([
    ['ana@mail.acme.co.uk', 'acme.co.uk'],
    ['Ana@ACME.test', 'acme.test'],
    ['"odd@name"@acme.com', 'acme.com'],
    ['www.acme.com', 'acme.com'],
    ['ana@localhost', undefined],
    ['ana@', undefined],
    ['no address', undefined],
    ['a@127.0.0.1', undefined],
    [`a@${'x'.repeat(600)}.com`, undefined],
  ])('%s belongs to %s', (address, domain) => {
    expect(domainOf(address)).toBe(domain);
  });
});
