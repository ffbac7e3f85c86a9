// What a plan says of those who meet a workflow's beginning already, and what apply makes of it.

import { afterEach, expect, test } from '@jest/globals';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useServer } from '#apps/server/test/server.fixture.js';
import { configWith, type Folder, millrace, type Ran } from './cli.fixture.js';

const server = useServer();
const folders: Folder[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await folder.remove();
});

const onServer = async (...args: string[]): Promise<Ran> =>
  millrace(args, { MILLRACE_SERVER: await server.app.getUrl(), MILLRACE_KEY: server.key });

/** Greets who has asked at least twice: the trait and the workflow are both new. */
async function greeting(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = await configWith({
    ...more,
    'traits/keen.yaml': 'traits: person\ncompute:\n  is_keen: { formula: person.touches >= 2 }\n',
    'workflows/greeting.yaml': `workflow: greeting
of: person
when: [{ trait: person.is_keen, becomes: true }]
if: person.can_email && person.email != "p3@shop-3.test"
again: never
steps:
  - email: first-steps
  - wait: 5m
  - email: still-interested
  - wait: 2d
  - email: another-time
`,
  });
  folders.push(folder);
  return folder.path;
}

/** Of 12 people every second has seen two pages, the others one. */
async function visits(): Promise<void> {
  for (let nth = 0; nth < 12; nth += 1) {
    const person = { userId: `p${nth}`, context: { traits: { email: `p${nth}@shop-${nth}.test`, name: `P ${nth}` } } };
    for (let page = 0; page <= nth % 2; page += 1) await server.track('page', { ...person, properties: { path: `/${page}` } });
  }
  await server.drain();
}

const runs = async () =>
  (
    await server.pool.query<{ who: string }>(`select p.email as who from run r join person p on p.id = r.person_id
    where r.workflow = 'greeting' order by r.id`)
  ).rows.map(({ who }) => who);
const keen = async () =>
  (
    await server.pool.query<{ count: number }>(
      `select count(*)::int from person where (traits ->> 'touches')::int >= 2 and email <> 'p3@shop-3.test' and merged_into is null`,
    )
  ).rows[0]!.count;

test('a plan counts exactly who would be enrolled and what they would be mailed today, with a bounded sample; it writes nothing', async () => {
  await visits();
  const { code, out } = await onServer('plan', await greeting());
  expect(code).toBe(0);
  expect(await keen()).toBe(5);
  expect(out).toContain(
    '5 people meet the beginning of greeting already: p1@shop-1.test, p5@shop-5.test, p7@shop-7.test, p9@shop-9.test, p11@shop-11.test\n',
  );
  expect(out).toContain('    5 × first-steps would leave today: p1@shop-1.test');
  expect(out).toContain('They are not enrolled; --enrol-existing enrols them.');
  expect(out).not.toContain('another-time');
  expect(await runs()).toEqual([]);
  expect((await server.pool.query('select 1 from workspace_pass')).rows).toEqual([]);
});

test('nobody is enrolled by an apply that was not told to; their traits are taken anew all the same', async () => {
  await visits();
  expect((await onServer('apply', await greeting(), '--yes')).code).toBe(0);
  await passed();
  expect(await runs()).toEqual([]);
  const { rows } = await server.pool.query(`select count(*)::int from person where (traits ->> 'is_keen')::bool`);
  expect(rows).toEqual([{ count: 6 }]);
});

test('a plan that was told enrols exactly those it counted, once, and says so in the audit', async () => {
  await visits();
  const file = join(tmpdir(), `millrace-enrol-${process.pid}.json`);
  folders.push({ path: file, remove: () => rm(file) });
  const folder = await greeting();
  const told = await onServer('plan', folder, '--enrol-existing', '--out', file);
  expect(told.out).toContain('They are enrolled, because of --enrol-existing.');
  expect((await onServer('apply', file)).code).toBe(0);
  await passed();
  expect((await runs()).sort()).toEqual(
    ['p11@shop-11.test', 'p1@shop-1.test', 'p5@shop-5.test', 'p7@shop-7.test', 'p9@shop-9.test'].sort(),
  );
  const [audit] = (await server.get('/api/audit?kind=setting')).body['data'] as { because: { details?: object } }[];
  expect(audit!.because.details).toMatchObject({ enrol_existing: true });
  expect((await onServer('plan', folder, '--enrol-existing')).out).toContain('Nothing changes');
});

test('a plan tells what leaves today of what is under way, applied or not; one that changes nothing does not look', async () => {
  await visits();
  const folder = await greeting();
  expect((await onServer('apply', folder, '--yes', '--enrol-existing')).code).toBe(0);
  await passed();
  await server.drain();
  await server.endLoops();
  // Of five runs three come due; a mail of one that does not is held until later this minute.
  await server.pool.query(`update run set due_at = now() where workflow = 'greeting' and id in (select id from run order by id limit 3)`);
  await server.pool.query(`update run set due_at = now() + interval '3 days' where workflow = 'greeting' and due_at > now()`);
  await server.pool.query(
    `update delivery set state = 'waiting', due_at = now()
     where id = (select max(id) from delivery where payload ->> 'template' = 'first-steps')`,
  );
  expect((await onServer('plan', folder)).out).not.toContain('Leaves today');
  const { out } = await onServer(
    'plan',
    await greeting({ 'traits/shy.yaml': 'traits: person\ncompute:\n  is_shy: { formula: person.touches < 2 }\n' }),
  );
  expect(out).toContain(
    'Leaves today whether this is applied or not, of what is under way already:\n    1 × first-steps: p11@shop-11.test\n',
  );
  expect(out).toMatch(/ {4}3 × still-interested: p\d@shop-\d\.test, p\d@shop-\d\.test, p\d@shop-\d\.test\n/);
});

test('a plan that was told is no plan for an apply that is not', async () => {
  const body = { files: (await server.get('/api/versions/current')).body['files'] };
  const post = (path: string, more: object) =>
    server.call(
      'POST',
      path,
      ['authorization', `Bearer ${server.key}`, 'content-type', 'application/json'],
      JSON.stringify({ ...body, ...more }),
    );
  const { hash } = (await post('/api/plan', { enrol_existing: true })).body as { hash: string };
  expect(await post('/api/apply', { plan: hash })).toMatchObject({ status: 409 });
  expect(await post('/api/apply', { plan: hash, enrol_existing: 'yes' })).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('enrol_existing') },
  });
});

/** The pass has gone through everybody. */
async function passed(): Promise<void> {
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    const { rows } = await server.pool.query('select 1 from workspace_pass where ended_at is null');
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the pass has not ended');
}
