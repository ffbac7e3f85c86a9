// The views stand for all tables there are.

import { expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { sightOfTables } from './sight-of-tables.js';

const database = useDatabase();

test('every table has a line that says what of it is seen: one without cannot be read by whose sight is limited', async () => {
  const { rows } = await database.pool.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  expect(Object.keys(sightOfTables).toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
});
