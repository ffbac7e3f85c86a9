// Answers of the API that are long leave zipped where the client takes it.

import { expect, test } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { useServer } from './server.fixture.js';

const server = useServer();

test('a long answer leaves zipped where the client takes it, and a short one as it is', async () => {
  await server.pool.query(
    `insert into deal (id, pipeline, name, stage, created_at, in_stage_since, last_fact_at)
     select i, 'new-business', 'Deal ' || i, 'new', now(), now(), now() from generate_series(21, 40) i`,
  );
  const ask = (url: string, encoding: string) =>
    server.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${server.key}`, 'accept-encoding': encoding } });
  const board = '/api/board?pipeline=new-business';
  const [zipped, plain, short] = [await ask(board, 'br, gzip'), await ask(board, 'identity'), await ask(`${board}&ids=21`, 'gzip')];
  const read = (text: string) => (JSON.parse(text) as { data: unknown[] }).data;
  expect(read(plain.body)).toHaveLength(20);
  expect(read(gunzipSync(zipped.rawPayload).toString())).toEqual(read(plain.body));
  expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect([plain.headers['content-encoding'], short.headers['content-encoding']]).toEqual([undefined, undefined]);
});
