import { describe, expect, it } from '@jest/globals';
import { foldName } from './fold-name.js';
import { suggest } from './suggest.js';

describe('suggest', () => {
  const names = ['employees', 'domain', 'platform', 'mrr'];
  it.each([
    ['employes', 'employees'],
    ['emplyoees', 'employees'],
    ['Domain', 'domain'],
    ['plat_form', 'platform'],
    ['mmr', 'mrr'],
    ['revenue', undefined],
    ['x', undefined],
    ['', undefined],
    ['a'.repeat(1000), undefined],
  ])('%s: %s', (name, expected) => {
    expect(suggest(name, names)).toBe(expected);
  });
});

describe('foldName', () => {
  it.each(['Demo Requested', 'demo_requested', 'demoRequested', 'demo-requested', ' DEMO  requested '])('%s is the one name', (name) => {
    expect(foldName(name)).toBe('demorequested');
  });

  it('keeps what is not spelling apart', () => {
    expect(foldName('stripe.invoice_paid')).toBe('stripe.invoicepaid');
  });
});
