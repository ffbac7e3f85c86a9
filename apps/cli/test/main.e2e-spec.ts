import { describe, expect, it, test } from '@jest/globals';
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
  ['a missing argument', ['explain'], "missing required argument 'code'"],
])('%s is told, exit 2', async (_what, args, message) => {
  const { code, out, err } = await millrace(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(message);
});

test.each(['check', 'test', 'explain'])('millrace %s --help shows an example, exit 0', async (command) => {
  const { code, out } = await millrace([command, '--help']);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`Examples?:\\n  millrace ${command} `));
});

test.each([
  ['no terminal', {}],
  ['NO_COLOR', { NO_COLOR: '1' }],
])('without colours where there is %s', async (_what, env) => {
  const { out } = await millrace(['test', 'config'], env);
  expect(out).not.toContain('\u001B');
});
