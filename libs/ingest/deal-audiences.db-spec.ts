// Audiences of deals in production: rows beside the deals, a timer, and the pass that follows a new version.

import { describe, expect, test } from '@jest/globals';
import { useDatabase } from '#libs/testing/test-database.service.js';
import { hour, installation, start } from './installation.fixture.js';

const database = useDatabase();

const opening = {
  'workflows/inbound.yaml':
    'workflow: inbound\nof: person\nwhen: [{ event: Demo Requested }]\nsteps: [{ create_deal: { pipeline: new-business, stage: new } }]\n',
};
const stuck = {
  ...opening,
  'audiences/stuck.yaml':
    'audience: stuck\nof: deal\nif: deal.stage == "new" && account.tier == "enterprise" && since(deal.in_stage_since) > hours(5)\n',
};
const asks = {
  ...stuck,
  'workflows/ask.yaml':
    'workflow: ask\nof: deal\nwhen: [{ audience: stuck, enters: true }]\nsteps: [{ notify: { channel: "#sales", text: "Stuck." } }]\n',
};

const rows = async <Row>(sql: string): Promise<Row[]> => (await database.pool.query(sql)).rows as Row[];
const asked = () => rows<{ by: string }>(`select trigger ->> 'name' as by from run where workflow = 'ask'`);
const kept = () => rows(`select is_in, due_at from deal_audience order by deal_id`);

async function houseWith(files: Readonly<Record<string, string>>) {
  const house = installation(database.pool);
  await house.apply(files);
  const properties = { company_size: 900, platform: 'shopify' };
  await house.send({ properties }, { properties: { ...properties, company_size: 5 }, person: { email: 'bo@beta.test' } });
  await house.ingest();
  return house;
}

describe('an audience of deals', () => {
  test('is entered by time alone, once, whoever looks', async () => {
    const house = await houseWith(asks);
    expect(await kept()).toEqual([
      { is_in: { 'audience:stuck': false }, due_at: new Date(start + 5 * hour) },
      { is_in: { 'audience:stuck': false }, due_at: new Date(start + 5 * hour) },
    ]);
    house.at(start + 5 * hour + 1);
    await Promise.all([house.passTime(), house.passTime(), house.passTime()]);
    expect(await asked()).toEqual([{ by: 'time' }]);
    house.at(start + 50 * hour);
    await house.passTime();
    expect(await asked()).toHaveLength(1);
    expect(await rows('select 1 from trait_due')).toEqual([]);
  });

  test('of a new version knows the deals that are there, enrols none of them, and time goes on for them', async () => {
    const house = await houseWith(opening);
    house.at(start + hour);
    await house.apply(asks);
    await house.renew();
    expect((await kept()).length).toBe(2);
    expect(await asked()).toEqual([]);
    house.at(start + 6 * hour);
    await house.passTime();
    expect(await asked()).toEqual([{ by: 'time' }]);
  });

  test('of a new version that a deal is in already is not entered by it, unless a plan was told so', async () => {
    const house = await houseWith(opening);
    house.at(start + 6 * hour);
    await house.apply(asks);
    await house.renew();
    await house.passTime();
    await house.send({ name: 'page', properties: {} });
    await house.ingest();
    expect(await asked()).toEqual([]);
    await house.apply(
      { ...asks, 'workflows/ask.yaml': asks['workflows/ask.yaml'].replace('of: deal', 'of: deal\nif: deal.stage == "new"') },
      { enrolExisting: true },
    );
    await house.renew();
    expect(await asked()).toEqual([{ by: 'workspace.applied' }]);
  });

  test('that is gone with a new version leaves no timer', async () => {
    const house = await houseWith(asks);
    await house.apply(opening);
    await house.renew();
    house.at(start + 6 * hour);
    await house.passTime();
    expect(await rows('select 1 from trait_due')).toEqual([]);
    expect(await asked()).toEqual([]);
  });

  test('costs nothing where there is none', async () => {
    await houseWith(opening);
    expect(await kept()).toEqual([]);
  });
});
