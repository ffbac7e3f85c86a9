// Handlebars, closed in: an instance of our own with four block helpers and three others, no look-up by a computed name, nothing
// unescaped in html, bounded loops and output. Templates come from config/ only; what customers send is data and never compiled.

import Handlebars from 'handlebars';
import type { Value } from '#libs/language/value.js';
import { type DateFormat, dateFormatNames, sayDate, sayMoney, sayValue } from './say-value.js';

/** The template cannot be rendered; the message says why, for the person who wrote it. */
export class TemplateProblem extends Error {}

/** Characters of a rendered part, and rounds of all its loops. */
const longestOutput = 500_000;
const mostRounds = 1000;

/** What one rendering has come to. */
interface Rendering {
  readonly missing: Set<string>;
  readonly timeZone: string;
  size: number;
  rounds: number;
}

export type Template = (context: Readonly<Record<string, unknown>>, timeZone: string) => { text: string; missing: readonly string[] };

/** What Handlebars does anyway; said, it does not write a warning to the console for each. */
const ownPropertiesOnly = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };

const blockHelpers = new Set(['if', 'unless', 'each', 'with']);
const valueHelpers = new Set(['date', 'money', 'default']);
const engine = closedEngine();

/**
 * @param layout name of a partial around the body, which is its `@partial-block`; null: none
 * @param partials by name; compiled when first used
 * @throws TemplateProblem for what the engine does not allow
 */
export function compileTemplate(source: string, isHtml: boolean, layout: string | null, partials: ReadonlyMap<string, string>): Template {
  const options: CompileOptions = {
    noEscape: !isHtml,
    knownHelpersOnly: true,
    knownHelpers: { say: true, date: true, money: true, default: true },
  };
  const shape = (text: string) => shapeProgram(parse(text), partials);
  let program = shape(source);
  if (layout !== null) {
    if (!partials.has(layout)) throw new TemplateProblem(`there is no partial "${layout}"`);
    const around = engine.parse('{{#> layout}}{{/layout}}');
    const block = around.body[0] as hbs.AST.PartialBlockStatement;
    Object.assign(block.name, { original: layout, parts: [layout] });
    block.program = program;
    program = around;
  }
  const compiled = engine.compile(program, options);
  const compiledPartials = partialsOf(partials, isHtml, (text) => engine.compile(shape(text), options));
  return (context, timeZone) => {
    const rendering: Rendering = { missing: new Set(), timeZone, size: 0, rounds: 0 };
    const text = run(() => compiled(context, { data: { rendering }, partials: compiledPartials, ...ownPropertiesOnly }));
    if (text.length > longestOutput) throw tooLong();
    return { text, missing: [...rendering.missing] };
  };
}

const partialsKnown = new WeakMap<ReadonlyMap<string, string>, Map<boolean, Readonly<Record<string, Handlebars.Template>>>>();

/** All templates of a workspace share them: compiled once each, as html and as text. */
function partialsOf(
  partials: ReadonlyMap<string, string>,
  isHtml: boolean,
  compile: (text: string) => Handlebars.Template,
): Readonly<Record<string, Handlebars.Template>> {
  const known = partialsKnown.get(partials) ?? new Map<boolean, Readonly<Record<string, Handlebars.Template>>>();
  partialsKnown.set(partials, known);
  const compiled = known.get(isHtml) ?? Object.fromEntries([...partials].map(([name, text]) => [name, compile(text)] as const));
  known.set(isHtml, compiled);
  return compiled;
}

function run(render: () => string): string {
  try {
    return render();
  } catch (error) {
    if (error instanceof TemplateProblem) throw error;
    if (error instanceof RangeError && error.message.includes('call stack'))
      throw new TemplateProblem('a partial contains itself without end', { cause: error });
    throw new TemplateProblem(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function parse(source: string): hbs.AST.Program {
  try {
    return engine.parse(source);
  } catch (error) {
    throw new TemplateProblem(`not Handlebars: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`, {
      cause: error,
    });
  }
}

function closedEngine(): typeof Handlebars {
  const closed = Handlebars.create();
  const each = closed.helpers['each'] as (this: unknown, items: unknown, options: Handlebars.HelperOptions) => string;
  for (const name of ['log', 'lookup']) closed.unregisterHelper(name);
  closed.registerHelper('each', function (this: unknown, items: unknown, options: Handlebars.HelperOptions) {
    const rendering = options.data.rendering as Rendering;
    const fn: Handlebars.TemplateDelegate = (context, given) => {
      rendering.rounds += 1;
      if (rendering.rounds > mostRounds) throw new TemplateProblem(`its loops go round more than ${mostRounds} times`);
      const text = options.fn(context, given);
      rendering.size += text.length;
      if (rendering.size > longestOutput) throw tooLong();
      return text;
    };
    return each.call(this, items, { ...options, fn });
  });
  closed.registerHelper('say', (value: Value | undefined, path: string, options: Handlebars.HelperOptions) =>
    said(sayValue(value), path, options),
  );
  closed.registerHelper('money', (value: unknown, path: string, options: Handlebars.HelperOptions) => said(sayMoney(value), path, options));
  closed.registerHelper('date', (value: unknown, path: string, options: Handlebars.HelperOptions) => {
    const { format = 'long', zone } = options.hash as { format?: unknown; zone?: unknown };
    if (!dateFormatNames.includes(format as DateFormat))
      throw new TemplateProblem(`{{date}} knows the formats ${dateFormatNames.join(', ')}, not "${String(format)}"`);
    const { timeZone } = options.data.rendering as Rendering;
    return said(
      dateSomewhere(value, format as DateFormat, typeof zone === 'string' && zone !== '' ? zone : timeZone, timeZone),
      path,
      options,
    );
  });
  closed.registerHelper('default', (...given: unknown[]) => {
    const options = given.at(-1) as Handlebars.HelperOptions;
    const words = given.slice(0, -1).map((value) => sayValue(value as Value)?.trim());
    return said(words.find((text) => text !== undefined && text !== '') ?? '', '', options);
  });
  return closed;
}

/** A zone out of data may be none; then the workspace's. */
function dateSomewhere(value: unknown, format: DateFormat, zone: string, otherwise: string): string | undefined {
  try {
    return sayDate(value, format, zone);
  } catch {
    return sayDate(value, format, otherwise);
  }
}

function said(text: string | undefined, path: string, options: Handlebars.HelperOptions): string {
  const rendering = options.data.rendering as Rendering;
  if (text === undefined) rendering.missing.add(path);
  rendering.size += text?.length ?? 0;
  if (rendering.size > longestOutput) throw tooLong();
  return text ?? '';
}

function tooLong(): TemplateProblem {
  return new TemplateProblem(`it would be longer than ${longestOutput / 1000} KB`);
}

/** Every value goes through a helper of ours, and every `{{{` is a `{{`. Changes the program it is given. */
function shapeProgram(program: hbs.AST.Program, partials: ReadonlyMap<string, string>): hbs.AST.Program {
  for (const statement of program.body) shapeStatement(statement, partials);
  return program;
}

function shapeStatement(statement: hbs.AST.Statement, partials: ReadonlyMap<string, string>): void {
  switch (statement.type) {
    case 'ContentStatement':
    case 'CommentStatement':
      return;
    case 'MustacheStatement':
      return shapeValue(statement as hbs.AST.MustacheStatement);
    case 'BlockStatement': {
      const block = statement as hbs.AST.BlockStatement;
      const name = block.path.original;
      if (!blockHelpers.has(name))
        throw new TemplateProblem(`{{#${name}}} is not known; there are {{#if}}, {{#unless}}, {{#each}} and {{#with}}`);
      checkParameters(block);
      shapeProgram(block.program, partials);
      if ((block.inverse as hbs.AST.Program | undefined) !== undefined) shapeProgram(block.inverse, partials);
      return;
    }
    case 'PartialStatement':
    case 'PartialBlockStatement': {
      const partial = statement as hbs.AST.PartialStatement & { program?: hbs.AST.Program };
      const { name } = partial;
      if (name.type !== 'PathExpression') throw new TemplateProblem('a partial is named in the template, not by a value');
      const { original } = name;
      if (original !== '@partial-block' && !partials.has(original)) throw new TemplateProblem(`there is no partial "${original}"`);
      checkParameters(partial);
      if (partial.program !== undefined) shapeProgram(partial.program, partials);
      return;
    }
    default:
      throw new TemplateProblem('{{* …}} and {{#> inline}} are not allowed');
  }
}

type Call = { path?: unknown; params: hbs.AST.Expression[]; hash?: hbs.AST.Hash };

function shapeValue(mustache: hbs.AST.MustacheStatement): void {
  mustache.escaped = true;
  // A number may stand there too: {{5}}.
  const { original } = mustache.path as { readonly original: unknown };
  const name = String(original);
  const isCall = mustache.params.length > 0 || ((mustache.hash as hbs.AST.Hash | undefined)?.pairs.length ?? 0) > 0;
  if (isCall) shapeCall(mustache, name);
  else {
    mustache.params = [mustache.path, literal(name, mustache.loc)];
    mustache.path = pathTo('say', mustache.loc);
  }
}

function shapeCall(call: Call & { loc: hbs.AST.SourceLocation }, name: string): void {
  if (!valueHelpers.has(name))
    throw new TemplateProblem(`{{${name} …}} is not known; there are {{date x}}, {{money x}} and {{default x "…"}}`);
  checkParameters(call);
  if (name === 'default') return;
  if (call.params.length !== 1) throw new TemplateProblem(`{{${name}}} takes one value, and options like format="long"`);
  call.params.push(literal(String((call.params[0] as { readonly original?: string | number }).original ?? name), call.loc));
}

function checkParameters(call: Call): void {
  for (const value of [...call.params, ...(call.hash?.pairs ?? []).map((pair) => pair.value)])
    if (value.type === 'SubExpression') {
      const inner = value as hbs.AST.SubExpression;
      shapeCall(inner, inner.path.original);
    }
}

function literal(value: string, loc: hbs.AST.SourceLocation): hbs.AST.StringLiteral {
  return { type: 'StringLiteral', value, original: value, loc };
}

function pathTo(name: string, loc: hbs.AST.SourceLocation): hbs.AST.PathExpression {
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc };
}
