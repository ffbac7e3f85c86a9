import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';

const root = mkdtempSync(join(tmpdir(), 'millrace-new-'));
afterAll(() => rmSync(root, { recursive: true }));

function make(...words: string[]) {
  return spawnSync(process.execPath, [fileURLToPath(new URL('new.mjs', import.meta.url)), ...words, '--into', root], { encoding: 'utf8' });
}

test.each([
  ['step', 'libs/steps/send-invoice', 'sendInvoiceStep'],
  ['source', 'libs/connectors/send-invoice', 'sendInvoiceSource'],
  ['action', 'libs/connectors/send-invoice', 'sendInvoiceAction'],
  ['workflow', 'config/workflows', 'millrace check'],
])('%s: a folder with code, test and README, and what is left to do is said', (kind, folder, said) => {
  const { status, stdout } = make(kind, 'send-invoice');
  expect(status).toBe(0);
  expect(stdout).toContain(said);
  const files = readdirSync(join(root, folder)).filter((file) => stdout.includes(`${folder}/${file}\n`));
  expect(files.some((file) => /\.(spec\.ts|test\.yaml)$/.test(file))).toBe(true);
  for (const file of files) {
    expect(file).not.toMatch(/__|\.example/);
    expect(readFileSync(join(root, folder, file), 'utf8')).not.toMatch(/__(kebab-name|camelName|PascalName|snake_name|CONSTANT_NAME)__/);
  }
  rmSync(join(root, folder), { recursive: true });
});

test('what is there is not written over', () => {
  expect(make('workflow', 'again').status).toBe(0);
  const { status, stderr } = make('workflow', 'again');
  expect(status).toBe(1);
  expect(stderr).toContain('There already is config/workflows/again');
});

test.each([
  [['step', 'SendInvoice'], 'must be in kebab-case, not `SendInvoice`'],
  [['step', '../x'], 'must be in kebab-case'],
  [['jobs', 'x'], 'There is no kind `jobs`'],
])('%j is refused with the usage', (words, message) => {
  const { status, stderr } = make(...words);
  expect(status).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr).toContain('npm run new -- step|source|action|workflow NAME');
});
