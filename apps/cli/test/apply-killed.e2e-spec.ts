// A server that is killed (-9) at any moment of applying leaves the old or the new version, whole.

import { expect, test } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { useServer } from '#apps/server/test/server.fixture.js';
import type { SourceFile } from '#libs/language/source-file.js';
import { readFolder } from '#libs/workspaces/read-folder.service.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { millrace } from './cli.fixture.js';

const server = useServer();
const kills = 4;
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Another trait and two hundred other workflows in each: what one transaction has to make is much. */
async function filesOf(nth: number): Promise<readonly SourceFile[]> {
  const workflow = (place: number) =>
    `workflow: more-${place}\nof: person\nwhen: [{ event: Signed Up }]\nsteps:\n  - wait: ${nth + 1}d\n  - notify: { rep: sales-lead, text: Look. }\n`;
  return [
    ...(await readFolder('config')),
    { path: 'traits/nth.yaml', text: `traits: person\ncompute:\n  is_nth: { formula: person.touches >= ${nth} }\n` },
    ...Array.from({ length: 200 }, (_, place) => ({ path: `workflows/more-${place}.yaml`, text: workflow(place) })),
  ];
}

async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  listener.close();
  await once(listener, 'close');
  return port;
}

async function launch(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, ['dist/apps/server/main.js'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      DATABASE_URL: server.databaseUrl,
      PORT: String(await freePort()),
      ROLE: 'api',
      APPLY_CONFIG: 'first',
      LOG_LEVEL: 'error',
      NODE_ENV: 'production',
    },
  });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const url = /^ready: (http:\/\/\S+)/m.exec(said)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error(`the server ended before it was ready: ${said}`);
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const post = (url: string, path: string, body: unknown): Promise<Response> =>
  fetch(`${url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const planned = async (url: string, files: readonly SourceFile[]): Promise<string> =>
  ((await (await post(url, '/api/plan', { files })).json()) as { hash: string }).hash;

/** How it stands when no transaction of an apply is under way any more. */
async function standing() {
  const client = await server.pool.connect();
  // The lock that every apply takes.
  await client.query('begin; select pg_advisory_xact_lock(7302402); commit');
  client.release();
  const { id, workspace, versionIds } = await server.app.get(WorkspacesService).current();
  const count = async (sql: string) => Number((await server.pool.query<{ count: string }>(sql)).rows[0]!.count);
  return {
    id,
    isWhole: [...workspace.workflows.keys()].every((name) => versionIds.has(name)),
    versions: await count('select count(*) from workspace_version'),
    audited: await count(`select count(*) from audit where subject_kind = 'setting' and field = 'workspace'`),
    passes: await count('select count(*) from workspace_pass'),
    orphans: await count(
      'select count(*) from workflow_version v where not exists (select from workspace_version w where w.id = v.workspace_version_id)',
    ),
  };
}

test('a server killed while it applies leaves the old or the new version whole, and the plan is still good or stale accordingly', async () => {
  await millrace(['explain', 'E104']);
  let one = await launch();
  try {
    const first = await filesOf(0);
    const begun = performance.now();
    expect((await post(one.url, '/api/apply', { files: first, plan: await planned(one.url, first) })).status).toBe(200);
    const takes = (performance.now() - begun) / 2;
    let before = await standing();
    const seen = { old: 0, fresh: 0 };
    for (let nth = 1; nth <= kills; nth += 1) {
      const files = await filesOf(nth);
      const plan = await planned(one.url, files);
      const applying = post(one.url, '/api/apply', { files, plan }).then(
        ({ status }) => status,
        () => null,
      );
      // From the first to the last moment, and a little after; the first one at once, so that it is seen what is not begun.
      if (nth > 1) await pause((takes * 1.3 * (nth - Math.random())) / kills);
      await kill(one.child);
      const status = await applying;
      const after = await standing();
      const isNew = after.id !== before.id;
      if (isNew) seen.fresh += 1;
      else seen.old += 1;
      // What was answered is there.
      if (status === 200) expect(isNew).toBe(true);
      const more = isNew ? 1 : 0;
      expect(after).toEqual({
        id: after.id,
        isWhole: true,
        versions: before.versions + more,
        audited: before.audited + more,
        passes: before.passes + more,
        orphans: 0,
      });
      before = after;
      one = await launch();
      // The same plan again: it does what it said, or says that it was done.
      const again = await post(one.url, '/api/apply', { files, plan });
      expect(again.status).toBe(isNew ? 409 : 200);
      before = await standing();
    }
    expect(seen.old).toBeGreaterThan(0);
  } finally {
    await kill(one.child);
  }
}, 300_000);
