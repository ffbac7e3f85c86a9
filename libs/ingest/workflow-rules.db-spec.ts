// Every rule about what begins and ends a workflow, as production plays it: rows, batches and timers. The simulation plays the
// same stories.

import { expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { stories } from '#libs/testing/workflow-stories.js';
import { hour, installation, start } from './installation.fixture.js';

const database = useDatabase();

async function runs(): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ run: string }>(`
select r.workflow || ' ' || coalesce(p.email, a.domain, b.domain || ' ' || d.stage) || ' ' || r.state || coalesce(': ' || r.end_reason, '') as run
from run r left join person p on p.id = r.subject_id left join account a on a.id = r.subject_id
left join deal d on d.id = r.subject_id left join account b on b.id = d.account_id order by r.id`);
  return rows.map(({ run }) => run);
}

test.each(stories)('production: $rule', async ({ files, moments, runs: expected }) => {
  const house = installation(database.pool);
  let all = files;
  await house.apply(all);
  const passTime = async (): Promise<void> => {
    while ((await house.advance()) > 0);
    await house.renew();
    await house.passTime();
    await house.every();
  };
  for (const { at, apply, told = [] } of moments) {
    house.at(start + at * hour);
    await passTime();
    if (apply !== undefined) await house.apply((all = { ...all, ...apply }));
    for (const { event, who = 'ana@acme.test', properties = {}, person = {} } of told) {
      const kind = event === 'identify' || event === 'group' ? event : 'event';
      await house.send({ kind, name: event, person: { email: who }, properties, personTraits: person });
      await house.ingest();
    }
    await passTime();
  }
  expect(await runs()).toEqual(expected);
});
