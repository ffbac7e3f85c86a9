// What a rep is shown and may change when the workspace says `reps_see: team`: no route, by no way, tells of another team's subjects.

import { beforeEach, describe, expect, test } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { SessionsStore } from '../sign-in/sessions.store.js';
import { useServer } from './server.fixture.js';

const server = useServer();
const port = () => (server.app.getHttpServer().address() as { port: number }).port;
let cookies: Readonly<Record<string, string>> = {};
/** Name of a table → an id of june's. */
let theirs: Readonly<Record<string, string>> = {};
let ours: Readonly<Record<string, string>> = {};

async function apply(seen: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-sight-'));
  cpSync(server.settings.configDir, folder, { recursive: true });
  const file = join(folder, 'workspace.yaml');
  writeFileSync(file, `${readFileSync(file, 'utf8')}\nreps_see: ${seen}\n`);
  await server.app.get(WorkspacesService).applyFolder(folder, Date.now());
}

async function signIn(email: string, role: string): Promise<string> {
  const { rows } = await server.pool.query<{ id: string }>('insert into app_user (email, name, role) values ($1, $1, $2) returning id', [
    email,
    role,
  ]);
  return `millrace_session=${await server.app.get(SessionsStore).begin(rows[0]!.id, 'test')}`;
}

const read = (path: string, as: string) => server.call('GET', path, ['cookie', cookies[as]!]);
const send = (method: string, path: string, as: string, body: unknown) => {
  const headers = ['host', `127.0.0.1:${port()}`, 'origin', `http://127.0.0.1:${port()}`, 'cookie', cookies[as]!];
  // Node sends no length with a DELETE's body.
  if (method === 'DELETE') return server.call(method, path, headers);
  return server.call(method, path, [...headers, 'content-type', 'application/json'], JSON.stringify(body));
};

/** Asks for a demo: the size decides which team gets it. */
async function demo(site: string, size: number): Promise<void> {
  await server.track('identify', { userId: `u-${site}`, traits: { email: `ana@${site}.test`, name: `Ana ${site}` } });
  await server.track('track', {
    userId: `u-${site}`,
    event: 'Demo Requested',
    properties: { company_size: size, platform: 'shopify', website: `${site}.test` },
  });
  await server.drain();
}

async function idsOf(site: string): Promise<Record<string, string>> {
  const { rows } = await server.pool.query<Record<string, string>>(
    `select a.id as account, p.id as person, d.id as deal, a.owner, (select min(id) from event e where e.person_id = p.id) as event,
       (select min(id) from run r where r.account_id = a.id) as run, (select min(id) from delivery v where v.account_id = a.id) as delivery
     from account a join person p on p.account_id = a.id join deal d on d.account_id = a.id where a.domain = $1`,
    [`${site}.test`],
  );
  return rows[0]!;
}

/** What no event of these brings about. */
async function fill(of: Readonly<Record<string, string>>, from: number): Promise<void> {
  const { deal, account, person, event, owner } = of as Readonly<Record<'deal' | 'account' | 'person' | 'event' | 'owner', string>>;
  await server.pool.query(`
    insert into proposal (id, deal_id, key, from_stage, to_stage, at, reason, because) values (${from}, ${deal}, 'k', 'new', 'won', now(), 'held', '{}');
    insert into task (id, subject_kind, subject_id, deal_id, account_id, rep, title, created_at, workflow, run_id, step)
      values (${from + 1}, 'deal', ${deal}, ${deal}, ${account}, '${owner}', 'Call', now(), 'inbound', 1, 's');
    insert into pending_fact (subject_id, id, pipeline, at, key, body, because) values (${person}, ${from + 2}, 'new-business', now(), 'k', '{}', '{}');
    insert into clash (id, kind, at, event_id, first_id, second_id, keys) values (${from + 3}, 'user_id', now(), ${event}, ${person}, ${person}, '[]')`);
}

beforeEach(async () => {
  await apply('team');
  cookies = {
    admin: await signIn('boss@parcelwise.example', 'admin'),
    omar: await signIn('omar@parcelwise.example', 'rep'),
    nina: await signIn('nina@parcelwise.example', 'rep'),
    nobody: await signIn('new@parcelwise.example', 'rep'),
  };
  // Ids of events that no other row has: users are counted from 1, too.
  await server.pool.query('alter table inbox alter column id restart with 770000001');
  await demo('acorn', 1200);
  await demo('zebra', 300);
  ours = { ...(await idsOf('acorn')), proposal: '800', task: '801', clash: '803' };
  theirs = { ...(await idsOf('zebra')), proposal: '900', task: '901', clash: '903' };
  expect(['nina', 'omar']).toContain(ours['owner']);
  expect(['june', 'leo']).toContain(theirs['owner']);
  await fill(ours, 800);
  await fill(theirs, 900);
  await server.pool.query(`
    insert into dead_letter (id, shard, received_at, source, key, body, error, failed_at) values (904, 1, now(), 'stripe', gen_random_uuid(), 'x', 'zebra is broken', now());
    insert into account (id, name, domain, first_seen_at, last_seen_at) values (1, 'Nobody''s', 'nobodys.test', now(), now())`);
});

/** `:account` … stand for ids. */
const asked = [
  '/api/search?find=zebra',
  '/api/board?pipeline=new-business',
  '/api/my-day',
  '/api/my-day?rep=:owner',
  '/api/why/workflow/inbound?person=ana@zebra.test',
  '/api/why/owner/account/:account',
  '/api/why/owner/deal/:deal',
  '/api/why/score/account/:account/fit',
  '/api/deals?account=:account',
  '/api/events?person=:person',
  '/api/people?email=ana@zebra.test',
  '/api/accounts?domain=zebra.test',
  '/api/deliveries?recipient=ana@zebra.test',
  '/api/audit?kind=account&subject=:account',
  '/api/mailbox?recipient=ana@zebra.test',
];

/** Every reading route of the document, with ids of the other team's where it takes one. */
async function readings(): Promise<string[]> {
  const { paths } = (await server.get('/docs/openapi.json', null)).body as { paths: Record<string, Record<string, unknown>> };
  const mail = (await server.pool.query<{ id: string }>(`select id from mailbox where recipient = 'ana@zebra.test' limit 1`)).rows[0]?.id;
  const of: Readonly<Record<string, string | undefined>> = {
    people: theirs['person'],
    accounts: theirs['account'],
    deals: theirs['deal'],
    runs: theirs['run'],
    events: theirs['event'],
    deal: theirs['deal'],
    tier: theirs['account'],
    email: theirs['delivery'],
    mailbox: mail,
  };
  const plain = Object.entries(paths)
    .filter(([path, methods]) => path.startsWith('/api/') && path !== '/api/live' && 'get' in methods)
    .map(([path]) =>
      path.replace(/\/([a-z-]+)\/\{(\w+)\}/, (whole, kind: string) => (of[kind] === undefined ? whole : `/${kind}/${of[kind]}`)),
    )
    .map((path) => path.replaceAll(/\{\w+\}/g, 'inbound'));
  return [...plain, ...asked.map((path) => path.replaceAll(/:(\w+)/g, (_, name: string) => theirs[name]!))];
}

/** Ids are told as texts. */
const tells = (text: string) =>
  text.toLowerCase().includes('zebra') ||
  ['account', 'person', 'deal', 'event', 'run', 'delivery', 'proposal', 'task', 'clash'].some((name) =>
    text.includes(`"${theirs[name]!}"`),
  );

test('every reading route × a rep of another team: nothing of others is told, by list, id, search, count or why', async () => {
  const leaks: string[] = [];
  let toAdmin = 0;
  for (const path of await readings()) {
    for (const who of ['omar', 'nobody']) {
      const { status, text } = await read(path, who);
      // A question gives back what it was asked.
      if (status >= 500 || (tells(text) && !(status === 404 && text.includes('known by the address'))))
        leaks.push(`${who} ${path}: ${status} ${text.slice(0, 300)}`);
    }
    if (tells((await read(path, 'admin')).text)) toAdmin += 1;
  }
  expect(leaks).toEqual([]);
  // The same questions tell an admin a lot: the walk could have found something.
  expect(toAdmin).toBeGreaterThan(30);
});

test('what the own team owns, and what nobody owns, is seen with all that belongs to it', async () => {
  for (const who of ['omar', 'nina']) {
    expect((await read(`/api/deals/${ours['deal']!}`, who)).body).toMatchObject({
      id: ours['deal'],
      facts: expect.arrayContaining([expect.anything()]),
    });
    for (const path of [
      `people/${ours['person']!}/timeline`,
      `accounts/${ours['account']!}/profile`,
      `why/deal/${ours['deal']!}`,
      'search?find=acorn',
    ])
      expect({ path, text: (await read(`/api/${path}`, who)).text }).toEqual({
        path,
        text: expect.stringMatching(/acorn|Demo Requested|company_size/),
      });
    expect(((await read('/api/accounts', who)).body['data'] as { domain: string }[]).map(({ domain }) => domain).toSorted()).toEqual([
      'acorn.test',
      'nobodys.test',
    ]);
  }
  expect(((await read('/api/accounts', 'nobody')).body['data'] as { domain: string }[]).map(({ domain }) => domain)).toEqual([
    'nobodys.test',
  ]);
});

test('counts are of what is seen', async () => {
  const count = async (who: string) => {
    const inbox = (await read('/api/inbox', who)).body;
    const workflows = (await read('/api/workflows', who)).body['data'] as { name: string; enrolled: number }[];
    return { ...inbox, enrolled: workflows.find(({ name }) => name === 'inbound')!.enrolled };
  };
  const { proposals, clashes, unmatched, dead_letters, enrolled } = (await count('admin')) as Record<string, number>;
  expect(await count('omar')).toMatchObject({
    proposals: proposals! - 1,
    clashes: clashes! - 1,
    unmatched: unmatched! - 1,
    dead_letters: dead_letters! - 1,
    enrolled: enrolled! - 1,
  });
});

test('own: not even the own team’s; everything: all', async () => {
  const other = ours['owner'] === 'nina' ? 'omar' : 'nina';
  await apply('own');
  expect((await read('/api/workspace', other)).body['sees']).toBe('own');
  expect((await read(`/api/deals/${ours['deal']!}`, other)).status).toBe(404);
  expect((await read(`/api/deals/${ours['deal']!}`, ours['owner']!)).status).toBe(200);
  await apply('everything');
  expect((await read(`/api/deals/${theirs['deal']!}`, other)).status).toBe(200);
});

test('whose deal an account has sees the account and its people, though another owns it', async () => {
  await server.pool.query(
    `insert into deal (id, pipeline, account_id, name, stage, owner, created_at, in_stage_since, last_fact_at)
    values (2, 'new-business', $1, 'Second', 'new', 'nina', now(), now(), now())`,
    [theirs['account']],
  );
  expect((await read(`/api/people/${theirs['person']!}`, 'omar')).status).toBe(200);
  expect((await read(`/api/deals/${theirs['deal']!}`, 'omar')).status).toBe(404);
});

describe('changing', () => {
  const changes = () =>
    [
      ['PATCH', `/api/deals/${theirs['deal']!}`, { name: 'Taken' }, 'deal'],
      ['POST', '/api/proposals/900/accept', {}, 'proposal'],
      ['POST', '/api/proposals/900/dismiss', {}, 'proposal'],
      ['POST', '/api/tasks/901/done', {}, 'task'],
      ['POST', '/api/tasks/901/dismiss', {}, 'task'],
    ] as const;

  test('what is not seen is not there, in the words for what there never was', async () => {
    for (const [method, path, body, what] of changes()) {
      const answer = await send(method, path, 'omar', body);
      const never = await send(method, path.replaceAll(/\d+/g, '999999'), 'omar', body);
      expect({ path, status: answer.status, detail: answer.body['detail'] }).toEqual({
        path,
        status: 404,
        detail: String(never.body['detail']).replace('999999', theirs[what]!),
      });
    }
    const { rows } = await server.pool.query(
      `select (select state from task where id = 901) as task, (select state from proposal where id = 900) as proposal,
      (select name from deal where id = $1) as deal`,
      [theirs['deal']],
    );
    expect(rows[0]).toEqual({ task: 'open', proposal: 'open', deal: expect.not.stringContaining('Taken') });
  });

  test('the own team’s is changed as ever, but in nobody’s name who is not seen', async () => {
    expect((await send('PATCH', `/api/deals/${ours['deal']!}`, 'omar', { name: 'Ours', as: 'june' })).status).toBe(422);
    expect((await send('PATCH', `/api/deals/${ours['deal']!}`, 'omar', { name: 'Ours', as: 'nina' })).body).toMatchObject({ name: 'Ours' });
    expect((await send('POST', '/api/tasks/801/done', 'omar', {})).status).toBe(200);
    expect((await send('POST', '/api/views', 'omar', { page: '/deals', name: 'Mine', search: {} })).status).toBe(201);
  });

  test('every changing route that a rep may call says what it is about', async () => {
    const { paths } = (await server.get('/docs/openapi.json', null)).body as { paths: Record<string, Record<string, unknown>> };
    const silent: string[] = [];
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
        // Signing out, or with another password, would end the walk.
        if (method === 'GET' || !path.startsWith('/api/') || path.startsWith('/api/sign-')) continue;
        const { body } = await send(method, path.replaceAll(/\{\w+\}/g, '1'), 'omar', {});
        if (String(body['detail']).startsWith('this takes somebody who sees everything')) silent.push(`${method} ${path}`);
      }
    expect(silent).toEqual([]);
  });
});

test('the live stream tells of what is seen, and of what has just left it', async () => {
  const told: string[] = [];
  const stream = await new Promise<IncomingMessage>((resolve) => {
    get(
      { host: '127.0.0.1', port: port(), path: '/api/live', headers: { cookie: cookies['omar']!, accept: 'text/event-stream' } },
      resolve,
    );
  });
  stream.on('data', (part: Buffer) => told.push(part.toString()));
  stream.on('error', () => undefined);
  const change = (deal: string, body: unknown) => send('PATCH', `/api/deals/${deal}`, 'admin', body);
  const until = async (text: string) => {
    while (!told.join('').includes(text)) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await until('event: reset');
  await change(theirs['deal']!, { name: 'Theirs, changed' });
  await change(ours['deal']!, { name: 'Ours, changed' });
  await until(`{"ids":["${ours['deal']!}"]}`);
  expect(told.join('')).not.toContain(theirs['deal']!);
  told.length = 0;
  await change(ours['deal']!, { owner: 'june' });
  await until(`{"ids":["${ours['deal']!}"]}`);
  expect((await read(`/api/board?pipeline=new-business&ids=${ours['deal']!}`, 'omar')).body['data']).toEqual([]);
  stream.destroy();
});
