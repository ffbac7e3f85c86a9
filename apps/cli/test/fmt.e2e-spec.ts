import { readFile } from 'node:fs/promises';
import { afterEach, expect, test } from '@jest/globals';
import { configWith, type Folder, millrace } from './cli.fixture.js';

let folder: Folder | undefined;
afterEach(async () => {
  await folder?.remove();
  folder = undefined;
});

test('the reference workspace is formatted: --check has nothing to say, exit 0', async () => {
  expect(await millrace(['fmt', 'config', '--check'])).toEqual({ code: 0, out: '', err: '' });
}, 60_000);

test('--check names the files that would be written otherwise and writes nothing, exit 1; without it they are written', async () => {
  const written = '# ours\nworkflow:   x\nsteps: [ {wait: 2d} ]\nwhen: {event: Signed Up}\n';
  folder = await configWith({ 'workflows/x.yaml': written });
  const path = `${folder.path}/workflows/x.yaml`;
  expect(await millrace(['fmt', folder.path, '--check'])).toEqual({ code: 1, out: `${path}\n`, err: '' });
  expect(await readFile(path, 'utf8')).toBe(written);
  expect(await millrace(['fmt', folder.path])).toEqual({ code: 0, out: `${path}\n`, err: '' });
  expect(await readFile(path, 'utf8')).toBe('# ours\nworkflow: x\nwhen: { event: Signed Up }\nsteps: [{ wait: 2d }]\n');
});

test('a file that is no YAML is left as it is and named, exit 3', async () => {
  folder = await configWith({ 'workflows/x.yaml': 'workflow: [' });
  const { code, err } = await millrace(['fmt', folder.path, '--json']);
  expect(code).toBe(3);
  expect(err).toContain('workflows/x.yaml cannot be read');
});

test('schema --check fails when a schema is not as it would be written', async () => {
  folder = await configWith({ '.schemas/workflow.json': '{}' });
  expect(await millrace(['schema', folder.path, '--check'])).toMatchObject({ code: 1, err: expect.stringContaining('workflow.json') });
  expect((await millrace(['schema', folder.path])).code).toBe(0);
  expect(await millrace(['schema', folder.path, '--check'])).toEqual({ code: 0, out: '', err: '' });
});
