import { expect, test } from '@jest/globals';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readVariable } from './read-variable.service.js';

const file = join(mkdtempSync(join(tmpdir(), 'millrace-')), 'token');
writeFileSync(file, ' from-a-file\n');

test.each([
  ['as it is set', { TOKEN: ' t ' }, 't'],
  ['from the file that NAME_FILE names', { TOKEN_FILE: file }, 'from-a-file'],
  ['not at all when it is empty', { TOKEN: ' ' }, undefined],
  ['not at all when it is not set', {}, undefined],
  ['not at all when its file is not there', { TOKEN_FILE: `${file}-not` }, undefined],
])('a variable that a workspace names is read %s', (_title, environment, value) => {
  expect(readVariable('TOKEN', environment)).toBe(value);
});
