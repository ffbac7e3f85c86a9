import { describe, expect, it } from '@jest/globals';
import { formatProblem, formatProblems } from './format-problem.js';
import type { Problem } from './place.js';

const text = ['workflow: inbound', ...Array<string>(10).fill('#'), '    if: account.employes >= 200'].join('\r\n');
const files = [{ path: 'workflows/inbound.yaml', text }];
const problem: Problem = {
  code: 'E104',
  severity: 'error',
  message: 'account has no trait "employes"',
  place: { file: 'workflows/inbound.yaml', line: 12, column: 17, length: 8 },
  hint: 'did you mean "employees"? (integer, from tracking-plan/account.yaml)',
};

describe('a problem for people', () => {
  it('shows place, line, caret and fix', () => {
    expect(formatProblem(problem, text)).toBe(
      [
        'config/workflows/inbound.yaml:12:17  error[E104] account has no trait "employes"',
        ' 12 |     if: account.employes >= 200',
        '                      ^^^^^^^^ did you mean "employees"? (integer, from tracking-plan/account.yaml)',
      ].join('\n'),
    );
  });

  it('stands without a line when the file is not there', () => {
    expect(formatProblem(problem, undefined)).toBe(
      'config/workflows/inbound.yaml:12:17  error[E104] account has no trait "employes"\n    did you mean "employees"? (integer, from tracking-plan/account.yaml)',
    );
  });

  it('keeps tabs before the caret, so that it stands below its place', () => {
    expect(formatProblem({ ...problem, place: { file: 'x', line: 1, column: 2, length: 4 } }, '\tname: x').split('\n')[2]).toBe(
      '     \t^^^^ did you mean "employees"? (integer, from tracking-plan/account.yaml)',
    );
  });

  it('crops a line of 100 KB around its caret', () => {
    const long = `${'x'.repeat(50_000)}HERE${'y'.repeat(50_000)}`;
    const [, line, caret] = formatProblem({ ...problem, hint: '', place: { file: 'x', line: 1, column: 50_001, length: 4 } }, long).split(
      '\n',
    );
    expect(line!.length).toBeLessThan(160);
    expect(line!.slice(caret!.indexOf('^'), caret!.indexOf('^') + 4)).toBe('HERE');
  });

  it('has colours only when asked for', () => {
    expect(formatProblems([problem], files, 'human')).not.toContain('\u001B');
    expect(formatProblems([problem], files, 'human', true)).toContain('\u001B[31m');
  });

  it('ends with how many there are, and says nothing of none', () => {
    expect(formatProblems([problem, { ...problem, severity: 'warning' }], files, 'human')).toMatch(/\n\n1 error, 1 warning$/);
    expect(formatProblems([], files, 'human')).toBe('');
  });
});

describe('problems for machines', () => {
  it('are a JSON list', () => {
    expect(JSON.parse(formatProblems([problem], files, 'json', false, 'workspace/'))).toEqual([
      {
        code: 'E104',
        severity: 'error',
        message: problem.message,
        file: 'workspace/workflows/inbound.yaml',
        line: 12,
        column: 17,
        length: 8,
        hint: problem.hint,
      },
    ]);
    expect(formatProblems([], files, 'json')).toBe('[]');
  });

  it('are annotations of GitHub, whatever their texts hold', () => {
    expect(formatProblems([{ ...problem, message: '100%\nsure', hint: 'a: b' }], files, 'github')).toBe(
      '::error file=config/workflows/inbound.yaml,line=12,col=17,endColumn=25,title=E104::100%25%0Asure (a: b)',
    );
  });
});
