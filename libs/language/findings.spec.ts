import { expect, test } from '@jest/globals';
import { Findings, mostErrors } from './findings.js';

const at = (file: string, line: number) => ({ file, line, column: 1 });

test('of one file at most a hundred mistakes are told, and that there are more', () => {
  const findings = new Findings();
  for (let line = 1; line <= 20_000; line += 1) findings.error('E201', `unknown key "a${line}"`, at('a.yaml', line));
  findings.error('E201', 'unknown key "b"', at('b.yaml', 1));
  findings.warning('E506', 'still told', at('a.yaml', 7));
  const told = findings.inOrderOf([{ path: 'a.yaml' }, { path: 'b.yaml' }]);
  expect(told).toHaveLength(mostErrors + 3);
  expect(told.filter(({ code }) => code === 'E016')).toEqual([
    expect.objectContaining({ severity: 'error', message: 'this file has more than 100 mistakes', place: at('a.yaml', 101) }),
  ]);
  expect(told.map(({ message }) => message)).toEqual(expect.arrayContaining(['unknown key "b"', 'still told']));
  expect([findings.isFull('a.yaml'), findings.isFull('b.yaml')]).toEqual([true, false]);
});
