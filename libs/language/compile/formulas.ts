// Conditions and expressions as they stand in YAML → compiled ones, with what can be seen at that place.

import { compileCondition } from '../expression/compile-condition.js';
import { compileExpression } from '../expression/compile-expression.js';
import type { ExpressionContext } from '../expression/expression-context.js';
import type { Condition, Expression } from '../expression.js';
import type { Place } from '../place.js';
import type { Written } from '../step-syntax.js';
import type { Type } from '../value.js';
import { WrittenYaml } from '../yaml/written-yaml.js';
import { describeValue } from './describe-value.js';
import { isAssignable, nameOfType } from './names.js';
import type { Reading } from './reading.js';

/** A text of these characters alone is no CEL but a word, where a text is wanted: `lost_reason: went_quiet`, `channel: "#sales"`. */
const bareWord = /^#?[\p{L}\p{N}][\p{L}\p{N}_ -]*$/u;

export class Formulas {
  constructor(
    private readonly read: Reading,
    private readonly names: ExpressionContext['names'],
  ) {}

  condition(written: Written): Condition | undefined {
    const text = this.source(written, 'a condition');
    return text === undefined ? undefined : compileCondition(text, contentPlace(written), this.context());
  }

  /** With an expected type, a value of another one is a problem. */
  expression(written: Written, expected?: Type): Expression | undefined {
    const text = this.source(written, 'a value');
    if (text === undefined) return undefined;
    const isWord = typeof written.value === 'string' && isBareWord(text, expected) && !(text in this.names);
    const compiled = compileExpression(isWord ? JSON.stringify(text) : text, contentPlace(written), this.context());
    if (compiled === undefined || expected === undefined || isAssignable(compiled.type, expected)) return compiled;
    this.read.problem(
      'E210',
      `this is ${nameOfType(compiled.type)}; ${nameOfType(expected)} is needed`,
      written.place,
      exampleOf(expected),
    );
    return undefined;
  }

  /** A plain value as an expression: what a map or a list holds literally. */
  literal(text: string, place: Place): Expression | undefined {
    return compileExpression(JSON.stringify(text), place, this.context());
  }

  private context(): ExpressionContext {
    return { names: this.names, lists: this.read.lists, report: (problem) => this.read.findings.add(problem) };
  }

  private source(written: Written, what: string): string | undefined {
    if (this.read.findings.isFull(written.place.file)) return undefined;
    const { value } = written;
    if (typeof value === 'boolean' || typeof value === 'number') return String(value);
    if (typeof value === 'string' && value.trim() !== '') return value;
    const hint = value !== null && typeof value === 'object' ? `quote this, so that it is one text: '…'` : 'as in account.employees >= 200';
    this.read.problem('E203', `${what} is a text in CEL; this is ${describeValue(value)}`, written.place, hint);
    return undefined;
  }
}

/** Where anything goes, what CEL has a meaning for is not a word. */
function isBareWord(text: string, expected: Type | undefined): boolean {
  if (expected === 'string') return bareWord.test(text);
  return expected === 'any' && bareWord.test(text) && /^#?\p{L}/u.test(text) && !['true', 'false', 'null', 'now'].includes(text.trim());
}

function contentPlace(written: Written): Place {
  return written instanceof WrittenYaml ? written.contentPlace : written.place;
}

function exampleOf(type: Type): string | undefined {
  const examples: Partial<Record<string, string>> = {
    string: 'a text in CEL has quotes of its own: \'"text"\'',
    money: 'as in event.amount',
    timestamp: 'as in event.meta.at or now',
    duration: 'as in days(3)',
    boolean: 'as in account.employees >= 200',
  };
  return typeof type === 'string' ? examples[type] : undefined;
}
