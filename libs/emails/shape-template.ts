// A parsed template, made into one that can do nothing but say values: each goes through a helper of ours, every `{{{` is a `{{`, and
// what is not known is refused at its place.

import { type TemplatePlace, TemplateProblem } from './template-problem.js';

const blockHelpers = new Set(['if', 'unless', 'each', 'with']);
const valueHelpers = new Set(['date', 'money', 'default']);

type Call = { path?: unknown; params: hbs.AST.Expression[]; hash?: hbs.AST.Hash; loc: hbs.AST.SourceLocation };

export class Shape {
  private readonly found: TemplateProblem[] = [];

  constructor(
    private readonly partials: ReadonlyMap<string, string>,
    /** undefined: the template itself. */
    private readonly partial: string | undefined,
  ) {}

  /** Changes the program it is given. @throws TemplateProblem with all that is wrong */
  of(program: hbs.AST.Program): hbs.AST.Program {
    this.program(program);
    const [first, ...also] = this.found;
    if (first !== undefined) throw new TemplateProblem(first.message, first.at, undefined, also);
    return program;
  }

  private program(program: hbs.AST.Program): void {
    for (const statement of program.body) this.statement(statement);
  }

  private statement(statement: hbs.AST.Statement): void {
    switch (statement.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return;
      case 'MustacheStatement':
        return this.value(statement as hbs.AST.MustacheStatement);
      case 'BlockStatement': {
        const block = statement as hbs.AST.BlockStatement;
        const name = block.path.original;
        if (!blockHelpers.has(name))
          this.refuse(`{{#${name}}} is not known; there are {{#if}}, {{#unless}}, {{#each}} and {{#with}}`, block.path.loc, name);
        this.parameters(block);
        this.program(block.program);
        if ((block.inverse as hbs.AST.Program | undefined) !== undefined) this.program(block.inverse);
        return;
      }
      case 'PartialStatement':
      case 'PartialBlockStatement': {
        const partial = statement as hbs.AST.PartialStatement & { program?: hbs.AST.Program };
        const { name } = partial;
        if (name.type !== 'PathExpression') return this.refuse('a partial is named in the template, not by a value', name.loc);
        const { original } = name;
        if (original !== '@partial-block' && !this.partials.has(original))
          this.refuse(`there is no partial "${original}"`, name.loc, original);
        this.parameters(partial);
        if (partial.program !== undefined) this.program(partial.program);
        return;
      }
      default:
        return this.refuse('{{* …}} and {{#> inline}} are not allowed', statement.loc);
    }
  }

  private value(mustache: hbs.AST.MustacheStatement): void {
    mustache.escaped = true;
    // A number may stand there too: {{5}}.
    const { original } = mustache.path as { readonly original: unknown };
    const name = String(original);
    const isCall = mustache.params.length > 0 || ((mustache.hash as hbs.AST.Hash | undefined)?.pairs.length ?? 0) > 0;
    if (isCall) this.call(mustache, name);
    else {
      mustache.params = [mustache.path, literal(name, mustache.loc), this.placeOf(mustache.path.loc, name)];
      mustache.path = pathTo('say', mustache.loc);
    }
  }

  private call(call: Call, name: string): void {
    if (!valueHelpers.has(name))
      return this.refuse(`{{${name} …}} is not known; there are {{date x}}, {{money x}} and {{default x "…"}}`, call.loc, `{{${name}`);
    this.parameters(call);
    if (name === 'default') return;
    const [value] = call.params;
    if (value === undefined || call.params.length !== 1)
      return this.refuse(`{{${name}}} takes one value, and options like format="long"`, call.loc, `{{${name}`);
    const path = String((value as { readonly original?: string | number }).original ?? name);
    call.params.push(literal(path, call.loc), this.placeOf(value.loc, path));
  }

  private parameters(call: Omit<Call, 'loc'>): void {
    for (const value of [...call.params, ...(call.hash?.pairs ?? []).map((pair) => pair.value)])
      if (value.type === 'SubExpression') {
        const inner = value as hbs.AST.SubExpression;
        this.call(inner, inner.path.original);
      }
  }

  private refuse(message: string, loc: hbs.AST.SourceLocation, marked = '{{'): void {
    this.found.push(new TemplateProblem(message, this.at(loc, marked)));
  }

  private at({ start }: hbs.AST.SourceLocation, marked: string): TemplatePlace {
    const { partial } = this;
    return { ...(partial === undefined ? {} : { partial }), line: start.line, column: start.column + 1, length: marked.length };
  }

  /** Handed to the helper that says the value: only it knows whether there is one. */
  private placeOf(loc: hbs.AST.SourceLocation, marked: string): hbs.AST.StringLiteral {
    return literal(writePlace(this.at(loc, marked)), loc);
  }
}

function literal(value: string, loc: hbs.AST.SourceLocation): hbs.AST.StringLiteral {
  return { type: 'StringLiteral', value, original: value, loc };
}

function pathTo(name: string, loc: hbs.AST.SourceLocation): hbs.AST.PathExpression {
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc };
}

/** As one short text: a template can hold no other constant. */
function writePlace({ line, column, length, partial }: TemplatePlace): string {
  return `${line}:${column}:${length}${partial === undefined ? '' : `:${partial}`}`;
}

export function readPlace(written: string): TemplatePlace {
  const [line, column, length, ...partial] = written.split(':');
  return {
    ...(partial.length === 0 ? {} : { partial: partial.join(':') }),
    line: Number(line),
    column: Number(column),
    length: Number(length),
  };
}
