import { describe, expect, it, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands } from '../registry.js';
import { millrace } from './cli.fixture.js';

describe('explain', () => {
  it('says what a code means, with a mistake and its fix, however it is spelt', async () => {
    const upper = await millrace(['explain', 'E104']);
    expect(upper).toEqual({ code: 0, out: expect.stringMatching(/^E104: [\s\S]*Instead of\n[\s\S]*write\n/), err: '' });
    expect(await millrace(['explain', 'e104'])).toEqual(upper);
  }, 60_000);

  it('says where codes are found when there is no such code, exit 2', async () => {
    expect(await millrace(['explain', 'E999'])).toEqual({ code: 2, out: '', err: expect.stringContaining('There is no code E999') });
  });
});

test('millrace --help tells every command, each with what it does', async () => {
  const { code, out } = await millrace(['--help']);
  expect(code).toBe(0);
  for (const { about } of commands) expect(out.replaceAll(/\s+/g, ' ')).toContain(about.slice(0, 40));
  expect(out).toMatch(/fmt /);
});

test('millrace --version tells the version of the package', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  expect(await millrace(['--version'])).toMatchObject({ code: 0, out: `${version}\n` });
});

test.each(['check', 'test', 'fmt', 'explain', 'schema'])('%s loads no database, no server framework and no HTTP client', (command) => {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(file)) return;
    seen.add(file);
    for (const [, isType, path] of readFileSync(file, 'utf8').matchAll(/^(?:import|export) (type )?[^;]*?from '([^']+)'/gm)) {
      if (isType !== undefined) continue;
      if (path!.startsWith('#')) visit(path!.replace(/^#/, '').replace(/\.js$/, '.ts'));
      else if (path!.startsWith('.')) visit(join(dirname(file), path!.replace(/\.js$/, '.ts')));
      else packages.add(path!);
    }
  };
  visit(`apps/cli/${command}.command.ts`);
  visit('apps/cli/main.ts');
  expect(seen.size).toBeGreaterThan(4);
  expect([...packages].filter((name) => /^(pg|typeorm|@nestjs|fastify|axios|stripe|nodemailer)/.test(name))).toEqual([]);
});

test('a command that does not exist is told with the one that was meant, exit 2', async () => {
  const { code, out, err } = await millrace(['chek']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain("unknown command 'chek'");
  expect(err).toContain('Did you mean check?');
  expect(err).toContain('millrace --help');
});

test.each([
  ['an option that does not exist', ['check', '--fromat', 'json'], '--format'],
  ['an argument too many', ['check', 'config', 'more'], 'too many arguments'],
])('%s is told, exit 2', async (_what, args, message) => {
  const { code, out, err } = await millrace(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

test.each(commands.map(({ name }) => name))('millrace %s --help shows an example, exit 0', async (command) => {
  const { code, out } = await millrace([command, '--help']);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`Examples?:\\n  millrace ${command}( |$)`, 'm'));
});

test.each([
  ['no terminal', {}],
  ['NO_COLOR', { NO_COLOR: '1' }],
])('without colours where there is %s', async (_what, env) => {
  const { out } = await millrace(['test', 'config'], env);
  expect(out).not.toContain('\u001B');
});
