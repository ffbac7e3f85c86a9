// What the store refuses: a chart has a limit of time and of rows, and writes nothing.

import { expect, test } from '@jest/globals';
import { makeDataSource } from '#libs/database/data-source.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { ChartStore } from './chart.store.js';
import { charts } from './charts/registry.js';

const database = useDatabase();

test('a chart that takes too long is a mistake of the question, and one that would write is refused', async () => {
  const source = await makeDataSource(database.url, 1).initialize();
  try {
    const ask = (text: string) => new ChartStore(source).rows({ ...charts.get('funnel')!, columns: [], sql: text }, {});
    // What Postgres says when the limit has passed.
    await database.pool.query(
      `create or replace function testing.too_long() returns int language plpgsql as $$ begin raise exception using errcode = '57014'; end $$`,
    );
    await expect(ask('select testing.too_long()')).rejects.toThrow('shorter period');
    await expect(ask(`select nextval('row_id')`)).rejects.toThrow('read-only');
    await expect(ask('select generate_series(1, 50001)')).rejects.toThrow('more than 50000 rows');
  } finally {
    await source.destroy();
  }
});
