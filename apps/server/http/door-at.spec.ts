import { expect, test } from '@jest/globals';
import type { SourceDefinition } from '#libs/connectors/contract.js';
import { doorsAt } from './door-at.js';

const source = (name: string, ...paths: string[]) => ({ name, paths }) as unknown as SourceDefinition;
const doorAt = doorsAt([source('plain', '/v1/track', '/v1/t'), source('named', '/v1/webhooks/in/:name')]);

test.each([
  ['/v1/track', 'plain', {}],
  ['/v1/t?x=1', 'plain', {}],
  ['/v1/webhooks/in/partner', 'named', { name: 'partner' }],
  ['/v1/webhooks/in/partner?x=/y', 'named', { name: 'partner' }],
])('%s is a door', (url, name, params) => {
  expect(doorAt(url)?.source.name).toBe(name);
  expect({ ...doorAt(url)?.params }).toEqual(params);
});

test.each([
  '',
  '/',
  '/v1',
  '/v1/track/',
  '/V1/track',
  '/v1/%74rack',
  '/v1/webhooks/in/',
  '/v1/webhooks/in/a/b',
  '/api/track',
  '/constructor',
])('%s is none', (url) => expect(doorAt(url)).toBeUndefined());
