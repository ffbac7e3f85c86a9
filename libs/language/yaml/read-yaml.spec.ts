// Hostile and merely careless YAML: a clear error at the right place, never a crash or a stall.

import { describe, expect, it } from '@jest/globals';
import { Findings } from '../findings.js';
import { readYaml } from './read-yaml.js';

function read(text: string) {
  const findings = new Findings();
  const file = { path: 'x.yaml', text };
  const root = readYaml(file, findings);
  return { root, problems: findings.inOrderOf([file]) };
}

const bomb = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`),
].join('\n');

describe('YAML that cannot be used', () => {
  it.each([
    ['a tab', 'workspace: a\nsender:\n\tname: x\n', 'E008', 3],
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 'E004', 3],
    ['two documents', 'a: 1\n---\nb: 2\n', 'E005', 2],
    ['an open bracket', 'a: { b: 1\nc: 2\n', 'E002', 2],
    ['an open quote', 'a: "x\nb: 1\n', 'E002', 3],
    ['a bomb of aliases', bomb, 'E006', 2],
    ['an alias without anchor', 'a: *b\n', 'E006', 1],
    ['an alias inside its own anchor', 'a: &a\n  b: *a\n', 'E007', 2],
    ['brackets without end', `a: ${'['.repeat(100_000)}`, 'E007', 1],
    ['maps without end', Array.from({ length: 3_000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'E001', 1],
    ['depth that is legal', `a: ${'['.repeat(60)}${']'.repeat(60)}`, 'E007', 1],
    ['a file that is too large', `a: ${'x'.repeat(1_100_000)}`, 'E001', 1],
    ['a NUL', 'a: x\u0000y\n', 'E002', 1],
    ['an escaped NUL in a value', 'a:\n  exit: "a\\0b"\n', 'E014', 2],
    ['an escaped NUL in a list', 'a:\n  - x\n  - "\\x00"\n', 'E014', 3],
    ['an escaped NUL in a key', 'a: 1\n"b\\u0000": 2\n', 'E014', 2],
    ['__proto__', 'a:\n  __proto__: 1\n', 'E009', 2],
    ['nothing', '', 'E011', 1],
    ['only a comment', '# later\n', 'E011', 1],
    ['a key that is a list', '? [a]\n: b\n', 'E002', 1],
  ])('refuses %s', (_, text, code, line) => {
    const { problems } = read(text);
    expect(problems[0]).toMatchObject({ code, severity: 'error', place: { file: 'x.yaml', line } });
    expect(problems[0]?.hint).toBeTruthy();
  });
});

describe('values that want quotes', () => {
  it.each([
    ['if: !person.can_email && a', '!person.can_email && a', 5],
    ['if: a ? b : c', 'a ? b : c', 5],
    ['if: [a] == b', '[a] == b', 5],
    ['if: "a" == b', '"a" == b', 5],
    ['- { if: x in ["a", "b"], give: 5 }', 'x in ["a", "b"]', 9],
    ['- { if: x == "a, b", give: 5 }', 'x == "a, b"', 9],
    ['- { if: Large, and growing, give: 5 }', 'Large, and growing', 9],
  ])('%s is told with its fix, and read as it was meant', (text, meant, column) => {
    const { root, problems } = read(`${text}\n`);
    const quote = meant.includes("'") ? '"' : "'";
    expect(problems).toEqual([
      expect.objectContaining({
        code: 'E003',
        hint: `quote this: ${quote}${meant}${quote}`,
        place: { file: 'x.yaml', line: 1, column, length: meant.length },
      }),
    ]);
    const map = root?.items()?.[0] ?? root;
    expect(map?.at('if').value).toBe(meant);
    expect(map?.at('if').contentPlace.column).toBe(column);
  });

  it('names the right place in what follows on the line', () => {
    const { root } = read('- { if: x in ["a"], give: 5 }\n');
    expect(root?.at(0).at('give').place).toMatchObject({ column: 27 });
    expect(root?.at(0).keyPlace('give')).toMatchObject({ column: 21, length: 4 });
  });

  it.each([
    "if: 'a ? b : c'",
    'if: "!a"',
    'if: a == "b" # why: because',
    'if: a && !b',
    'if: x in ["a", "b"]',
    'text: Hello, you',
    'url: https://x.example/a?b=1:2',
    '{ a: { b: [c, d] }, e: "f, g" }',
  ])('%s is left alone', (text) => {
    expect(read(`${text}\n`).problems).toEqual([]);
  });
});

describe('places', () => {
  it('are those of the line as it is written, with BOM, CRLF and quotes', () => {
    const { root } = read('\uFEFFa: 1\r\nb:\r\n  c: "xyz"\r\n');
    expect(root?.keyPlace('a')).toEqual({ file: 'x.yaml', line: 1, column: 1, length: 1 });
    expect(root?.at('b').at('c').place).toEqual({ file: 'x.yaml', line: 3, column: 6, length: 5 });
    expect(root?.at('b').at('c').contentPlace).toMatchObject({ line: 3, column: 7 });
    expect(root?.at('b').at('d').place).toMatchObject({ line: 3 });
  });

  it('of a block text are those of its first line', () => {
    expect(read('a: |\n  hello\n  you\n').root?.at('a').contentPlace).toMatchObject({ line: 2, column: 3 });
  });
});

describe('aliases in small number', () => {
  it('are what they stand for', () => {
    expect(read('a: &x { b: 1 }\nc: *x\n').root?.value).toEqual({ a: { b: 1 }, c: { b: 1 } });
    expect(read('a: &x { b: 1 }\nc: *x\n').root?.at('c').at('b').value).toBe(1);
  });
});
