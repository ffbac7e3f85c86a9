import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { CsvReader } from './read-csv.js';
import { csvLine } from '#libs/reporting/csv-line.js';

const read = (text: string, size = 7) => {
  const reader = new CsvReader();
  const records = [];
  for (let at = 0; at < text.length; at += size) records.push(...reader.push(text.slice(at, at + size)));
  return [...records, ...reader.end()];
};

test.each([
  [
    'a,b\n1,2\n',
    [
      [1, ['a', 'b']],
      [2, ['1', '2']],
    ],
  ],
  [
    'a,b\r\n1,2',
    [
      [1, ['a', 'b']],
      [2, ['1', '2']],
    ],
  ],
  ['\uFEFFa\n', [[1, ['a']]]],
  [
    '"a,""b""\nc",d\ne',
    [
      [1, ['a,"b"\nc', 'd']],
      [3, ['e']],
    ],
  ],
  [
    'a\n\n\nb\n',
    [
      [1, ['a']],
      [4, ['b']],
    ],
  ],
  [
    'a,\n,b\n""\n',
    [
      [1, ['a', '']],
      [2, ['', 'b']],
      [3, ['']],
    ],
  ],
  ["'=1+1,'hello\n", [[1, ['=1+1', "'hello"]]]],
  ['say "hi"\n', [[1, ['say "hi"']]]],
])('%j has these records, each with the line it begins on', (text, records) => {
  for (const size of [1, 3, 100]) expect(read(text, size).map(({ line, cells }) => [line, cells])).toEqual(records);
});

test('promise 15: nothing that is written begins as a formula', () => {
  for (const text of ['=1+1', '+1', '-1', '@x', '\tx', "'=1"]) expect(csvLine([text])).toMatch(/^"?'/);
});

test('what is written is read back, whatever it is', () => {
  const cells = fc.array(fc.oneof(fc.string(), fc.constantFrom('=1', "'=1", '"', 'a\r\nb', ',', '\r', "'")), {
    minLength: 2,
    maxLength: 5,
  });
  fc.assert(
    fc.property(fc.array(cells, { minLength: 1, maxLength: 4 }), (records) => {
      expect(read(records.map(csvLine).join('')).map(({ cells: got }) => got)).toEqual(records);
    }),
  );
});
