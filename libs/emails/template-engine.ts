// Handlebars, closed in: an instance of our own with four block helpers and three others, no look-up by a computed name, nothing
// unescaped in html, bounded loops and output. Templates come from config/ only; what customers send is data and never compiled.

import Handlebars from 'handlebars';
import type { Value } from '#libs/language/value.js';
import { readPlace, Shape } from './shape-template.js';
import { type TemplatePlace, TemplateProblem } from './template-problem.js';
import { type DateFormat, dateFormatNames, sayDate, sayMoney, sayValue } from './say-value.js';

/** A value that a template says and the data has not, where it is said first. */
export interface MissingValue {
  readonly path: string;
  readonly at: TemplatePlace;
}

/** Characters of a rendered part, and rounds of all its loops. */
const longestOutput = 500_000;
const mostRounds = 1000;

/** What one rendering has come to. */
interface Rendering {
  readonly missing: Map<string, MissingValue>;
  readonly timeZone: string;
  size: number;
  rounds: number;
}

export type Template = (context: Readonly<Record<string, unknown>>, timeZone: string) => { text: string; missing: readonly MissingValue[] };

/** What Handlebars does anyway; said, it does not write a warning to the console for each. */
const ownPropertiesOnly = { allowProtoPropertiesByDefault: false, allowProtoMethodsByDefault: false };

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
  const shape = (text: string, partial?: string) => new Shape(partials, partial).of(parse(text));
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
  const compiledPartials = partialsOf(partials, isHtml, (text, name) => engine.compile(shape(text, name), options));
  return (context, timeZone) => {
    const rendering: Rendering = { missing: new Map(), timeZone, size: 0, rounds: 0 };
    const text = run(() => compiled(context, { data: { rendering }, partials: compiledPartials, ...ownPropertiesOnly }));
    if (text.length > longestOutput) throw tooLong();
    return { text, missing: [...rendering.missing.values()] };
  };
}

const partialsKnown = new WeakMap<ReadonlyMap<string, string>, Map<boolean, Readonly<Record<string, Handlebars.Template>>>>();

/** All templates of a workspace share them: compiled once each, as html and as text. */
function partialsOf(
  partials: ReadonlyMap<string, string>,
  isHtml: boolean,
  compile: (text: string, name: string) => Handlebars.Template,
): Readonly<Record<string, Handlebars.Template>> {
  const known = partialsKnown.get(partials) ?? new Map<boolean, Readonly<Record<string, Handlebars.Template>>>();
  partialsKnown.set(partials, known);
  const compiled = known.get(isHtml) ?? Object.fromEntries([...partials].map(([name, text]) => [name, compile(text, name)] as const));
  known.set(isHtml, compiled);
  return compiled;
}

function run(render: () => string): string {
  try {
    return render();
  } catch (error) {
    if (error instanceof TemplateProblem) throw error;
    if (error instanceof RangeError && error.message.includes('call stack'))
      throw new TemplateProblem('a partial contains itself without end', undefined, { cause: error });
    throw new TemplateProblem(error instanceof Error ? error.message : String(error), undefined, { cause: error });
  }
}

function parse(source: string): hbs.AST.Program {
  try {
    return engine.parse(source);
  } catch (error) {
    throw new TemplateProblem(`not Handlebars: ${(error instanceof Error ? error.message : String(error)).split('\n')[0]}`, undefined, {
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
  closed.registerHelper('say', (value: Value | undefined, path: string, at: string, options: Handlebars.HelperOptions) =>
    said(sayValue(value), path, at, options),
  );
  closed.registerHelper('money', (value: unknown, path: string, at: string, options: Handlebars.HelperOptions) =>
    said(sayMoney(value), path, at, options),
  );
  closed.registerHelper('date', (value: unknown, path: string, at: string, options: Handlebars.HelperOptions) => {
    const { format = 'long', zone } = options.hash as { format?: unknown; zone?: unknown };
    if (!dateFormatNames.includes(format as DateFormat))
      throw new TemplateProblem(`{{date}} knows the formats ${dateFormatNames.join(', ')}, not "${String(format)}"`, readPlace(at));
    const { timeZone } = options.data.rendering as Rendering;
    return said(
      dateSomewhere(value, format as DateFormat, typeof zone === 'string' && zone !== '' ? zone : timeZone, timeZone),
      path,
      at,
      options,
    );
  });
  closed.registerHelper('default', (...given: unknown[]) => {
    const options = given.at(-1) as Handlebars.HelperOptions;
    const words = given.slice(0, -1).map((value) => sayValue(value as Value)?.trim());
    return said(words.find((text) => text !== undefined && text !== '') ?? '', '', '', options);
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

function said(text: string | undefined, path: string, at: string, options: Handlebars.HelperOptions): string {
  const rendering = options.data.rendering as Rendering;
  if (text === undefined && !rendering.missing.has(path)) rendering.missing.set(path, { path, at: readPlace(at) });
  rendering.size += text?.length ?? 0;
  if (rendering.size > longestOutput) throw tooLong();
  return text ?? '';
}

function tooLong(): TemplateProblem {
  return new TemplateProblem(`it would be longer than ${longestOutput / 1000} KB`);
}
