import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { Inject, Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { DatabaseModule } from './database.module.js';
import { notify, Wake } from './wake.store.js';

const database = useDatabase();

@Injectable()
class Asker {
  constructor(
    readonly pool: Pool,
    readonly source: DataSource,
    @Inject(Wake) readonly wake: Wake,
  ) {}
}

test('a Nest process has the pool, TypeORM and the wake-ups, and leaves no connection behind', async () => {
  const module = await Test.createTestingModule({
    imports: [DatabaseModule.with({ url: database.url, poolSize: 2 })],
    providers: [Asker],
  }).compile();
  await module.init();
  const { pool, source, wake } = module.get(Asker);
  expect((await pool.query('select 9007199254740993 as id')).rows).toEqual([{ id: '9007199254740993' }]);
  expect(await source.query(`select '{"n": 1}'::jsonb as document, date '2026-11-24' as day`)).toEqual([
    { document: { n: 1 }, day: '2026-11-24' },
  ]);
  const heard = new Promise((resolve) => wake.on('inbox', resolve));
  await wake.ready();
  await notify(pool, 'inbox', 'hello');
  expect(await heard).toBe('hello');
  await module.close();
  // A backend ends a moment after its connection.
  const others = async () =>
    (await database.pool.query(`select from pg_stat_activity where datname = current_database() and backend_type = 'client backend'`))
      .rowCount;
  for (let tries = 0; (await others()) !== 1 && tries < 100; tries += 1) await pause(20);
  expect(await others()).toBe(1);
});
