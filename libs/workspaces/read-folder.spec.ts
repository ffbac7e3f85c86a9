import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFolder, readWholeFolder } from './read-folder.service.js';

describe('reading a workspace folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'millrace-folder-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives every workspace file with its path below the folder, sorted', async () => {
    await mkdir(join(folder, 'emails/hello'), { recursive: true });
    await writeFile(join(folder, 'workspace.yaml'), 'workspace: A\n');
    await writeFile(join(folder, 'emails/hello/body.hbs'), 'Hello');
    await writeFile(join(folder, 'notes.txt'), 'not ours');
    await writeFile(join(folder, '.hidden.yaml'), 'not ours');
    expect(await readFolder(folder)).toEqual([
      { path: 'emails/hello/body.hbs', text: 'Hello' },
      { path: 'workspace.yaml', text: 'workspace: A\n' },
    ]);
  });

  it('refuses a link, which could lead out of the folder', async () => {
    await symlink('/etc/hostname', join(folder, 'workspace.yaml'));
    await expect(readFolder(folder)).rejects.toThrow('workspace.yaml is not a regular file');
  });

  it.each([
    ['a file over a megabyte', Buffer.alloc(1_000_001, 32), 'at most'],
    ['a file that is not UTF-8', Buffer.from([0xff, 0xfe, 0x00]), 'not UTF-8'],
  ])('refuses %s with the fix', async (_what, bytes, message) => {
    await writeFile(join(folder, 'workspace.yaml'), bytes);
    await expect(readFolder(folder)).rejects.toThrow(message);
  });

  it('tells of all that cannot be read at once, each with its file and line, and reads the rest', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'millrace-outside-'));
    await writeFile(join(outside, 'secret.yaml'), 'workflow: stolen\n');
    await symlink(outside, join(folder, 'workflows'));
    await symlink('/dev/zero', join(folder, 'endless.yaml'));
    await symlink(folder, join(folder, 'again'));
    await writeFile(join(folder, 'big.yaml'), Buffer.alloc(10_000_000, 32));
    await writeFile(
      join(folder, 'latin.yaml'),
      Buffer.concat([Buffer.from('workflow: x\nabout: f'), Buffer.from([0xfc]), Buffer.from('r\n')]),
    );
    await writeFile(join(folder, 'workspace.yaml'), '\uFEFFworkspace: A\r\n');
    const { files, problems } = await readWholeFolder(folder);
    await rm(outside, { recursive: true });
    expect(files).toEqual([{ path: 'workspace.yaml', text: '\uFEFFworkspace: A\r\n' }]);
    expect(problems.map(({ code, place, message }) => `${place.file}:${place.line} ${code} ${message}`).sort()).toEqual([
      'again:1 E015 is not a regular file',
      'big.yaml:1 E015 has 10000000 bytes',
      'endless.yaml:1 E015 is not a regular file',
      'latin.yaml:2 E015 is not UTF-8 text',
      'workflows:1 E015 is not a regular file',
    ]);
    await expect(readFolder(folder)).rejects.toThrow(/latin.yaml is not UTF-8 text; save it as UTF-8/);
  });

  it('says which folder is missing', async () => {
    await expect(readFolder(join(folder, 'nowhere'))).rejects.toThrow('nowhere cannot be read (ENOENT)');
  });
});
