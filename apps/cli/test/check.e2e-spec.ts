import { afterEach, expect, test } from '@jest/globals';
import { configWith, type Folder, millrace } from './cli.fixture.js';

interface Sarif {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly {
    readonly physicalLocation: { readonly region: { readonly startColumn: number; readonly endColumn: number } };
  }[];
}

let folder: Folder | undefined;
afterEach(async () => {
  await folder?.remove();
  folder = undefined;
});

const mistakes = {
  'workflows/wrong.yaml':
    'workflow: wrong\nof: person\nwhen:\n  - event: Demo Requestd\nif: account.employes >= 200\nsteps:\n  - wait: 4\n  - email: book-a-cal\n',
  'routing/inbound.yaml': 'routing: inbound\nby: account.tier\nto: { enterprise: { team: enterprize } }\nfallback: nina\n',
};

test('the reference workspace is clean: nothing on stdout, one line of summary, exit 0', async () => {
  expect(await millrace(['check', 'config'])).toEqual({
    code: 0,
    out: '',
    err: expect.stringMatching(/^config: \d+ files, \d+ workflows, no errors\n$/),
  });
}, 60_000);

test('every mistake of every file is told at once, with place, code, line, caret and suggestion; exit 3', async () => {
  folder = await configWith(mistakes);
  const { code, out } = await millrace(['check', folder.path]);
  expect(code).toBe(3);
  expect(out).toContain(
    `${folder.path}/workflows/wrong.yaml:5:13  error[E104] account has no trait "employes"\n` +
      ' 5 | if: account.employes >= 200\n' +
      '                 ^^^^^^^^ did you mean "employees"?',
  );
  for (const found of ['wrong.yaml:4:12  error[E301]', 'wrong.yaml:7:11  error[E205]', 'wrong.yaml:8:12  error[E302]', 'inbound.yaml:3:'])
    expect(out).toContain(found);
  expect(out).toContain('did you mean "book-a-call"?');
  expect(out).toMatch(/\d errors\n$/);
});

test('--format json is one document, with paths that can be opened', async () => {
  folder = await configWith(mistakes);
  const { code, out, err } = await millrace(['check', folder.path, '--format', 'json']);
  expect({ code, err }).toEqual({ code: 3, err: '' });
  expect(JSON.parse(out)).toContainEqual({
    code: 'E104',
    severity: 'error',
    message: 'account has no trait "employes"',
    file: `${folder.path}/workflows/wrong.yaml`,
    line: 5,
    column: 13,
    length: 8,
    hint: expect.stringContaining('did you mean "employees"?'),
  });
  expect(await millrace(['check', 'config', '--format', 'json'])).toEqual({ code: 0, out: '[]\n', err: '' });
});

test('--format sarif is one SARIF 2.1.0 log, with the rule of each code', async () => {
  folder = await configWith(mistakes);
  const { code, out } = await millrace(['check', folder.path, '--format', 'sarif']);
  expect(code).toBe(3);
  const log = JSON.parse(out) as { version: string; runs: { tool: { driver: { rules: { id: string }[] } }; results: Sarif[] }[] };
  expect(log.version).toBe('2.1.0');
  const { tool, results } = log.runs[0]!;
  expect(results.length).toBeGreaterThan(3);
  for (const { ruleId, ruleIndex, level, message, locations } of results) {
    expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(['error', 'warning']).toContain(level);
    expect(message.text).not.toBe('');
    expect(locations[0]!.physicalLocation.region.endColumn).toBeGreaterThan(locations[0]!.physicalLocation.region.startColumn);
  }
  expect(results.find(({ ruleId }) => ruleId === 'E104')?.locations[0]).toMatchObject({
    physicalLocation: {
      artifactLocation: { uri: `${folder.path}/workflows/wrong.yaml` },
      region: { startLine: 5, startColumn: 13, endColumn: 21 },
    },
  });
});

test('--json is one versioned document', async () => {
  folder = await configWith(mistakes);
  const { code, out } = await millrace(['check', folder.path, '--json']);
  expect(code).toBe(3);
  expect(JSON.parse(out)).toMatchObject({
    version: 1,
    ok: false,
    problems: expect.arrayContaining([expect.objectContaining({ code: 'E104' })]),
  });
});

test('--format github is one annotation a problem', async () => {
  folder = await configWith(mistakes);
  const { code, out } = await millrace(['check', folder.path, '--format', 'github']);
  expect(code).toBe(3);
  expect(out.trim().split('\n')).toContainEqual(
    expect.stringContaining(`::error file=${folder.path}/workflows/wrong.yaml,line=5,col=13,endColumn=21,title=E104::`),
  );
  expect(await millrace(['check', 'config', '--format', 'github'])).toEqual({ code: 0, out: '', err: '' });
});

test('an email that its sample cannot fill is a problem like the others', async () => {
  folder = await configWith({ 'emails/still-interested/body.hbs': '<p>Hi {{person.nickname}}</p>\n' });
  const { code, out } = await millrace(['check', folder.path]);
  expect(code).toBe(3);
  expect(out).toContain('emails/still-interested/body.hbs:1:9  error[E507] the html says {{person.nickname}}, which its sample has not');
  expect(out).toContain('sample.json');
});

test('a warning is told and is no failure', async () => {
  const workspace =
    'workspace: Parcelwise\ntime_zone: America/New_York\ncurrency: usd\nsender: { name: P, email: hello@parcelwise.example }\n';
  folder = await configWith({ 'workspace.yaml': workspace });
  const { code, out } = await millrace(['check', folder.path]);
  expect(code).toBe(0);
  expect(out).toContain('warning[E506]');
  expect(out).not.toContain('E507');
});

test.each([
  ['a folder that is not there', 'no/such/folder', 'no/such/folder cannot be read (ENOENT)'],
  ['a folder without a workspace', 'apps/cli', 'workspace.yaml'],
])('%s is told by name, exit 3', async (_what, path, message) => {
  const { code, out, err } = await millrace(['check', path]);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).toContain(message);
  expect(err).not.toContain('    at ');
});

test('a format that does not exist is told with those that do, exit 2', async () => {
  const { code, err } = await millrace(['check', 'config', '--format', 'xml']);
  expect(code).toBe(2);
  expect(err).toContain('human, json, github, sarif');
});
