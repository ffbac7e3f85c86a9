// The module by itself, without the reference page: what serves it is CommonJS that requires ESM, which Jest does not do.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { saveChanges } from '#libs/audit/audit.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { readSettings } from '#libs/settings/read-settings.service.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { HttpModule } from '../http.module.js';
import { KeysStore } from '../keys/keys.store.js';

const database = useDatabase();
let app: NestFastifyApplication;
let base = '';
let token = '';
let readToken = '';

beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(
    HttpModule.with(readSettings({}), database.url),
    new FastifyAdapter({ forceCloseConnections: true }),
    {
      logger: false,
      abortOnError: false,
    },
  );
  await app.listen(0, '127.0.0.1');
  base = await app.getUrl();
}, 60_000);

afterAll(() => app.close());

beforeEach(async () => {
  token = await app.get(KeysStore).create('ops', 'admin');
  readToken = await app.get(KeysStore).create('viewer', 'read');
});

async function call(method: 'GET' | 'POST', url: string, bearer: string | null = token) {
  const headers: Record<string, string> = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
  const answer = await fetch(base + url, { method, headers });
  return { status: answer.status, type: answer.headers.get('content-type'), body: (await answer.json()) as Record<string, unknown> };
}

describe('dead letters', () => {
  beforeEach(async () => {
    await database.pool.query(`
      insert into dead_letter (id, shard, received_at, source, key, body, error, failed_at)
        values (7, 3, now(), 'stripe', gen_random_uuid(), 'secret of ana', 'it said ana@acme.test', now());
      update shard set set_aside = 1 where id = 3;`);
  });

  const counts = async () => {
    const { rows } = await database.pool.query(
      `select done::int, set_aside::int, (select count(*)::int from inbox) as waiting, (select count(*)::int from dead_letter) as dead from shard where id = 3`,
    );
    return rows[0];
  };
  const audit = async () =>
    (await call('GET', '/api/audit?kind=setting&field=dead_letter')).body['data'] as {
      to_value: unknown;
      because: unknown;
      subject_id: string;
    }[];

  test('one that is retried waits in the inbox again, once, with who asked for it', async () => {
    expect(await call('POST', '/api/dead-letters/7/retry')).toMatchObject({ status: 200, body: { id: '7', state: 'waiting' } });
    expect(await counts()).toEqual({ done: 0, set_aside: 0, waiting: 1, dead: 0 });
    expect(await call('POST', '/api/dead-letters/7/retry')).toMatchObject({
      status: 404,
      type: expect.stringContaining('application/problem+json'),
    });
    expect(await audit()).toMatchObject([
      { subject_id: '7', subject_kind: 'setting', from_value: 'set aside', to_value: 'waiting', because: { by: 'api', name: 'ops' } },
    ]);
  });

  test('promise 19: one that is given up is done; promise 5: its audit row keeps nothing that the sender wrote', async () => {
    expect(await call('POST', '/api/dead-letters/7/discard')).toMatchObject({ status: 200, body: { id: '7', state: 'discarded' } });
    expect(await counts()).toEqual({ done: 1, set_aside: 0, waiting: 0, dead: 0 });
    const rows = await audit();
    expect(rows).toMatchObject([{ to_value: 'discarded', because: { by: 'api', name: 'ops', details: { source: 'stripe' } } }]);
    expect(JSON.stringify(rows)).not.toContain('ana');
  });

  test('of two who decide at once one is heard, and there is one audit row', async () => {
    const answers = await Promise.all(['retry', 'discard'].map((act) => call('POST', `/api/dead-letters/7/${act}`)));
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 404]);
    expect(await audit()).toHaveLength(1);
  });

  test('promise 21: without a key, or with one that may only read, nothing is decided', async () => {
    expect((await call('POST', '/api/dead-letters/7/retry', null)).status).toBe(401);
    expect((await call('POST', '/api/dead-letters/7/discard', readToken)).status).toBe(403);
    expect(await counts()).toMatchObject({ set_aside: 1, dead: 1 });
  });

  test('an id that is none is 400 with what an id is', async () => {
    expect(await call('POST', '/api/dead-letters/seven/retry')).toMatchObject({ status: 400, body: { detail: 'the id must be digits' } });
  });
});

describe('why', () => {
  beforeEach(async () => {
    await database.pool.query(`
      insert into account (id, name, first_seen_at, last_seen_at) values (1, 'Acme', now(), now());
      insert into deal (id, pipeline, account_id, name, stage, created_at, in_stage_since, last_fact_at)
        values (5, 'new-business', 1, 'Acme', 'won', now(), now(), now());`);
    const because = { by: 'rep', name: 'nina' } as const;
    const subject = { kind: 'deal', id: '5' } as const;
    await inTransaction(database.pool, (client) =>
      saveChanges(client, [{ subject, field: 'stage', from: 'trial', to: 'won', at: Date.UTC(2026, 2, 2, 11), because }], () => '100'),
    );
  });

  test('promise 18: a deal says why it is where it is', async () => {
    const { status, body } = await call('GET', '/api/why/deal/5');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      subject: { kind: 'deal', id: '5' },
      questions: [{ field: 'stage', from: 'trial', to: 'won', because: { by: 'rep', name: 'nina' } }],
    });
    expect(body['lines']).toEqual(['deal 5 · Acme · stage won', '', '2026-03-02 11:00 UTC  stage trial → won', '  by nina, by hand']);
  });

  test('asked for what is current, it leaves out what the deal has gone on from', async () => {
    expect((await call('GET', '/api/why/deal/5?current=true')).body['questions']).toMatchObject([{ field: 'stage', to: 'won' }]);
    await database.pool.query(`update deal set stage = 'lost'`);
    expect((await call('GET', '/api/why/deal/5?current=true')).body['questions']).toEqual([]);
  });

  test.each([
    ['/api/why/deal/99', 404, 'there is no deal 99; GET /api/deals lists those there are'],
    ['/api/why/owner/account/99', 404, 'there is no account 99; GET /api/accounts lists those there are'],
    ['/api/why/score/person/99/fit', 404, 'there is no person 99; GET /api/people lists those there are'],
    ['/api/why/email/99', 404, 'there is no delivery 99; GET /api/deliveries lists those there are'],
    ['/api/why/owner/person/1', 400, 'the kind must be "account" or "deal"'],
    ['/api/why/score/deal/5/fit', 400, 'the kind must be "account" or "person"'],
    ['/api/why/score/account/1/a%00b', 400, 'the name of a score has no NUL character'],
    ['/api/why/deal/5?current=yes', 400, '"current" must be "true", or left out'],
    ['/api/why/deal/5?current=true&current=true', 400, '"current" must be "true", or left out'],
    ['/api/why/deal/five', 400, 'the id must be digits'],
  ])('%s is %d with the fix', async (url, status, detail) => {
    expect(await call('GET', url)).toMatchObject({ status, type: expect.stringContaining('application/problem+json'), body: { detail } });
  });

  test('what nobody has scored yet says so', async () => {
    const { body } = await call('GET', '/api/why/score/account/1/fit');
    expect(body['lines']).toEqual(['account 1 · Acme: score fit', '', 'nothing has changed it so far']);
  });

  test('the document of the API has every route', () => {
    const { paths } = SwaggerModule.createDocument(app, new DocumentBuilder().build());
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/why/deal/{id}',
        '/api/why/owner/{kind}/{id}',
        '/api/why/score/{kind}/{id}/{name}',
        '/api/why/email/{deliveryId}',
        '/api/dead-letters/{id}/retry',
        '/api/dead-letters/{id}/discard',
      ]),
    );
  });
});
