import { expect, test } from '@jest/globals';
import { inTransaction } from '#libs/database/transaction.store.js';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { findStops } from './find-stops.store.js';
import { day, installation, start } from './installation.fixture.js';

const database = useDatabase();

test('stop_if is asked of the subject as it stands, also where time alone has met it', async () => {
  const house = installation(database.pool);
  const workflow =
    'workflow: quiet\nof: person\nwhen: [{ event: page }]\nstop_if: since(person.last_seen_at) > days(3)\nsteps: [{ wait: 9d }]\n';
  await house.apply({ 'workflows/quiet.yaml': workflow });
  await house.send({ name: 'page' });
  await house.ingest();
  const { rows } = await database.pool.query<{ id: string }>('select id from run');
  const ids = rows.map(({ id }) => id);
  const ask = (now: number) => inTransaction(database.pool, (client) => findStops(client, house.context, [...ids, '4711'], now));
  expect(await ask(start + 2 * day)).toEqual(new Map());
  expect(await ask(start + 4 * day)).toEqual(new Map([[ids[0], 'stop_if: since(person.last_seen_at) > days(3)']]));
});
