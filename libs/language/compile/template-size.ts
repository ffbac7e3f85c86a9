// Partials that contain themselves (E509), and those that multiply: ten of ten of ten are a thousand. What a partial comes to when all
// it includes is written out is a sum; its own block (`{{> @partial-block}}`) counts as often as it stands there.

import type { Place } from '../place.js';
import type { Reading } from './reading.js';

interface WrittenPartial {
  readonly name: string;
  readonly place: Place;
  /** undefined: it could not be parsed. */
  readonly program: hbs.AST.Program | undefined;
}

/** Characters and includes of its own, and how often it has the block that is handed to it. */
interface Size {
  readonly own: number;
  readonly blocks: number;
}

/** Partials in partials: they are rendered by recursion. */
const deepest = 50;
export const longestMail = 500_000;
/** What an include costs at least, so that empty ones do not multiply without end. */
const include = 20;

/** What a template comes to, in characters, with all that it includes. @param layout the partial around it */
export type Measure = (program: hbs.AST.Program, layout?: string) => number;

export function measurePartials(partials: readonly WrittenPartial[], read: Reading): Measure {
  const byName = new Map(partials.map((partial) => [partial.name, partial]));
  const known = new Map<string, Size>();
  const path: string[] = [];
  const sizeOf = (name: string): Size => {
    const earlier = known.get(name);
    const partial = byName.get(name);
    if (earlier !== undefined || partial?.program === undefined) return earlier ?? { own: 0, blocks: 0 };
    if (path.length > deepest) {
      read.problem('E508', `the partial "${name}" stands in more than ${deepest} others, each in the next`, partial.place, 'include less');
      known.set(name, { own: 0, blocks: 0 });
      return known.get(name)!;
    }
    if (path.includes(name)) {
      const round = [...path.slice(path.indexOf(name)), name];
      read.problem('E509', `a partial contains itself: ${round.join(' → ')}`, partial.place, 'take one of the includes out');
      round.forEach((each) => known.set(each, { own: 0, blocks: 0 }));
      return { own: 0, blocks: 0 };
    }
    path.push(name);
    const size = sizeOfNode(partial.program);
    path.pop();
    if (!known.has(name)) known.set(name, size);
    if (known.get(name)!.own <= longestMail) return known.get(name)!;
    read.problem(
      'E508',
      `the partial "${name}" comes to more than ${longestMail / 1000} KB with all that it includes`,
      partial.place,
      'include less: each include counts as often as it is included',
    );
    known.set(name, { own: 0, blocks: 0 });
    return known.get(name)!;
  };
  const sizeOfNode = (node: unknown): Size => {
    if (Array.isArray(node)) return node.map(sizeOfNode).reduce(plus, { own: 0, blocks: 0 });
    if (typeof node !== 'object' || node === null) return { own: 0, blocks: 0 };
    const { type, name, value, body, program, inverse } = node as {
      type?: string;
      name?: { original?: unknown };
      value?: string;
      body?: unknown;
      program?: unknown;
      inverse?: unknown;
    };
    if (type === 'ContentStatement') return { own: value?.length ?? 0, blocks: 0 };
    const inside = sizeOfNode([body, program, inverse]);
    if (type !== 'PartialStatement' && type !== 'PartialBlockStatement') return inside;
    if (name?.original === '@partial-block') return { own: include, blocks: 1 };
    const of = sizeOf(String(name?.original));
    return { own: include + of.own + of.blocks * inside.own, blocks: of.blocks * inside.blocks };
  };
  for (const { name } of partials) sizeOf(name);
  return (program, layout) => {
    const { own } = sizeOfNode(program);
    const { own: around, blocks } = layout === undefined ? { own: 0, blocks: 1 } : sizeOf(layout);
    return around + blocks * own;
  };
}

function plus(one: Size, other: Size): Size {
  return { own: one.own + other.own, blocks: one.blocks + other.blocks };
}
