import { expect, test } from '@jest/globals';
import { diffFiles } from './diff-files.js';

const file = (path: string, text: string) => ({ path, text });
const workflow = file('workflows/a.yaml', '# first\nworkflow: a\nof: person\nsteps: []\n');

test('equal workspaces differ nowhere, whatever their line ends', () => {
  expect(diffFiles([workflow], [{ ...workflow, text: workflow.text.replaceAll('\n', '\r\n') }])).toEqual([]);
});

test('new, changed and gone things are told by kind and name, with their lines', () => {
  const before = [workflow, file('scores/fit.yaml', 'score: fit\nof: account\n')];
  const after = [{ ...workflow, text: workflow.text.replace('person', 'account') }, file('emails/hi/email.yaml', 'email: hi\n')];
  expect(diffFiles(before, after)).toEqual([
    { sign: '+', kind: 'email', name: 'hi', file: 'emails/hi/email.yaml', lines: [{ sign: '+', line: 1, text: 'email: hi' }] },
    {
      sign: '~',
      kind: 'workflow',
      name: 'a',
      file: 'workflows/a.yaml',
      lines: [
        { sign: '-', line: 3, text: 'of: person' },
        { sign: '+', line: 3, text: 'of: account' },
      ],
    },
    {
      sign: '-',
      kind: 'score',
      name: 'fit',
      file: 'scores/fit.yaml',
      lines: [
        { sign: '-', line: 1, text: 'score: fit' },
        { sign: '-', line: 2, text: 'of: account' },
      ],
    },
  ]);
});

test('a thing that moved to another file is the same thing', () => {
  expect(diffFiles([workflow], [{ ...workflow, path: 'workflows/b.yaml' }])).toEqual([
    { sign: '~', kind: 'workflow', name: 'a', file: 'workflows/b.yaml', from: 'workflows/a.yaml', lines: [] },
  ]);
});

test('two files of traits for one subject are two things', () => {
  const [one, two] = [file('traits/a.yaml', 'traits: account\n'), file('traits/b.yaml', 'traits: account\n')];
  expect(diffFiles([one], [one, two])).toMatchObject([{ sign: '+', kind: 'file', name: 'traits/b.yaml' }]);
});
