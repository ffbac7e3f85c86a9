// The pages' types are the server's OpenAPI document as it is now. `npm run api` writes them anew.

import { expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { file, typesOf } from '../../../scripts/api-types.mjs';
import { useServer } from './server.fixture.js';

const server = useServer();

test('apps/web/api-types.ts is what the server answers; otherwise: npm run api', async () => {
  const document = JSON.parse((await server.get('/docs/openapi.json', null)).text) as object;
  const made = await format(typesOf(document), { ...(await resolveConfig(file)), filepath: file });
  if (process.env['WRITE'] === '1') writeFileSync(file, made);
  expect(readFileSync(file, 'utf8')).toBe(made);
});
