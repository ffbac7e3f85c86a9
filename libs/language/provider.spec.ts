// Providers in connections.yaml: hosts are fixed, secrets are only named, and what they fill is planned.

import { describe, expect, test } from '@jest/globals';
import { compile } from '#libs/testing/small-workspace.js';
import { formatProblems } from './format-problem.js';
import { fillVariables } from './provider.js';

const plan = {
  'tracking-plan/account.yaml':
    'plan: account\nproperties:\n  size: { type: integer, min: 1 }\n  industry: { type: string, one_of: [shops, other] }\n',
};
const provider = (more: string) => compile({ ...plan, 'connections.yaml': `connections:\n  companies: { enrich: account, ${more} }\n` });
const told = (more: string) => {
  const { problems, files } = provider(more);
  return formatProblems(problems, files, 'human');
};
const url = 'url: "https://api.example.com/?d=${{ account.domain }}"';
const map = 'map: { size: answer.metrics.employees }';

describe('a provider', () => {
  test('has an address with values, headers with variables, and a map to planned traits', () => {
    const { workspace } = provider(`${url}, headers: { Authorization: "Bearer \${env.KEY}" }, ${map}`);
    const found = workspace?.providers.get('companies');
    expect(found).toMatchObject({ name: 'companies', of: 'account' });
    expect(found?.url.map((part) => (typeof part === 'string' ? part : part.source))).toEqual([
      'https://api.example.com/?d=',
      'account.domain',
    ]);
    expect([...(found?.headers ?? [])]).toEqual([['Authorization', 'Bearer ${env.KEY}']]);
    expect(found?.map.map(({ trait }) => trait.name)).toEqual(['size']);
  });

  test.each([
    [`url: "http://api.example.com/", ${map}`, 'error[E209] "url" begins with https://', 'no value stands in the host'],
    [`url: "https://\${{ account.domain }}/", ${map}`, 'error[E209]', 'no value stands in the host'],
    [`url: "https://user:pass@api.example.com/", ${map}`, 'error[E209]', ''],
    [`url: "https://api.example.com/?d=\${{ account.domian }}", ${map}`, 'error[E104]', 'did you mean "domain"?'],
    [`${url}, map: { sze: answer.x }`, 'error[E308] there is no planned trait of the account "sze"', 'did you mean "size"?'],
    [`${url}, map: { size: employees }`, 'error[E1', ''],
    [`${url}, map: {}`, 'error[E202] "map" is empty', 'name a planned trait'],
    [url, 'error[E202] "map" is missing', 'add map: {'],
    [map, 'error[E202] "url" is missing', 'add url: "https://'],
    [`${url}, headers: { Host: x }, ${map}`, 'error[E206] "Host" cannot be a header here', ''],
    [`${url}, header: {}, ${map}`, 'error[E201] unknown key "header" of companies', 'did you mean "headers"?'],
  ])('with %s is refused with the fix', (more, problem, hint) => {
    expect(provider(more).workspace).toBeNull();
    expect(told(more)).toContain(problem);
    expect(told(more)).toContain(hint);
  });

  test.each([[`${url}, headers: { X-Api-Key: s3cret-value }, ${map}`], [`url: "https://api.example.com/?api_key=s3cret-value", ${map}`]])(
    'with a secret in clear is refused, and it is not shown once more: %s',
    (more) => {
      expect(told(more)).toContain('E211');
      expect(told(more)).not.toContain('s3cret');
    },
  );
});

test('variables are filled in, and one that is not set is noticed', () => {
  expect(fillVariables('Bearer ${env.KEY}', () => 'k')).toBe('Bearer k');
  expect(fillVariables('Bearer ${env.KEY}', () => undefined)).toBeUndefined();
  expect(fillVariables('plain', () => undefined)).toBe('plain');
});
