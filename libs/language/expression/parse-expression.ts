// CEL text → its tree, or one problem that says what to type instead. cel-js parses; nothing else of it is used.

import { Environment, ParseError, type ASTNode } from '@marcbachmann/cel-js';
import type { Range } from './compiled.js';

export const longestText = 10_240;
export const deepest = 100;

export interface SyntaxProblem {
  readonly message: string;
  readonly range: Range;
  readonly hint?: string;
}

const parser = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxDepth: deepest, maxAstNodes: longestText, maxListElements: 2000, maxMapEntries: 500 },
});

export function parseExpression(text: string): ASTNode | SyntaxProblem {
  const whole = { start: 0, end: text.length };
  if (text.trim() === '') return { message: 'nothing is written here', range: whole, hint: 'as in account.employees >= 200' };
  if (text.length > longestText) {
    return {
      message: `this has ${text.length} characters; ${longestText} are the most`,
      range: { start: 0, end: 1 },
      hint: 'compute parts of it as traits',
    };
  }
  try {
    const { ast } = parser.parse(text);
    return depthOf(ast) > deepest ? tooDeep(whole) : ast;
  } catch (error) {
    // The parser recurses without a limit only over chains of ! and -.
    return error instanceof ParseError ? explain(error, text) : tooDeep(whole);
  }
}

/** A chain of && or || is one level, however long. */
function depthOf(root: ASTNode): number {
  let depth = 0;
  let level: readonly ASTNode[] = [root];
  while (level.length > 0 && depth <= deepest) {
    depth += 1;
    level = level.flatMap((node) => (node.op === '&&' || node.op === '||' ? chainOf(node) : childrenOf(node)));
  }
  return depth;
}

/** The operands of `a && b && c`, in order; a node of another kind is its only one. */
export function chainOf(node: ASTNode): readonly ASTNode[] {
  if (node.op !== '&&' && node.op !== '||') return [node];
  const operands: ASTNode[] = [];
  const open: ASTNode[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.op === node.op) open.push(next.args[1], next.args[0]);
    else operands.push(next);
  }
  return operands;
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case 'value':
    case 'id':
      return [];
    case '.':
    case '.?':
      return [node.args[0]];
    case 'call':
      return node.args[1];
    case 'rcall':
      return [node.args[1], ...node.args[2]];
    case 'map':
      return node.args.flat();
    case '!_':
    case '-_':
      return [node.args];
    default:
      return node.args;
  }
}

function tooDeep(range: Range): SyntaxProblem {
  return {
    message: `this is nested deeper than ${deepest} levels`,
    range: { start: range.start, end: range.start + 1 },
    hint: 'compute parts of it as traits',
  };
}

const symbols: Readonly<Record<string, string>> = { RPAREN: ')', RBRACKET: ']', RBRACE: '}', COLON: ':', IDENTIFIER: 'a name' };
const spelling: readonly (readonly [RegExp, string])[] = [
  [/^=/, 'compare with =='],
  [/^and\b/i, 'write && for "and"'],
  [/^or\b/i, 'write || for "or"'],
  [/^not\b/i, 'write ! for "not"'],
  [/^is\b/i, 'compare with =='],
  [/^&/, 'write &&'],
  [/^\|/, 'write ||'],
  [/^[“”„‘’«»]/, 'use straight quotes: "…"'],
  [/^[$#@`]/, 'names stand as they are: account.employees'],
];

function explain(error: ParseError, text: string): SyntaxProblem {
  const start = error.range?.start ?? 0;
  const end = Math.max(start + 1, error.range?.end ?? 0);
  const range = { start, end };
  if (error.code === 'limit_exceeded') {
    return /maxDepth/.test(error.summary)
      ? tooDeep(range)
      : { message: 'this has too many parts', range, hint: 'compute parts of it as traits' };
  }
  const rest = text.slice(start);
  const hint = spelling.find(([pattern]) => pattern.test(rest))?.[1];
  const wanted = /^Expected (\w+)/.exec(error.summary)?.[1];
  const symbol = wanted === undefined ? undefined : (symbols[wanted] ?? wanted.toLowerCase());
  const word = /^(?:\w+|.)/su.exec(rest)?.[0];
  return { message: describe(error, symbol, word), range, ...(hint === undefined ? {} : { hint }) };
}

function describe(error: ParseError, wanted: string | undefined, word: string | undefined): string {
  if (wanted !== undefined)
    return word === undefined ? `${wanted} is missing at the end` : `${wanted} is missing before ${JSON.stringify(word)}`;
  if (error.code === 'unterminated_string' || error.code === 'unterminated_triple_quoted_string') return 'a quote is opened and not closed';
  if (error.code === 'reserved_identifier') return `${JSON.stringify(word)} is a reserved word`;
  if (error.code !== 'unexpected_character' && error.code !== 'unexpected_token') return error.summary;
  return word === undefined ? 'something is missing at the end' : `${JSON.stringify(word)} cannot stand here`;
}
