// Formulas may read other formulas: the order in which they can be evaluated, and no circle.
// A formula's reads are known only when it is compiled, and it compiles only when what it reads has a type: so names
// are looked for in its text first, which can order two formulas needlessly but never wrongly.

import type { Place } from '../place.js';
import type { TraitDefinition } from '../trait-definition.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { Formulas } from './formulas.js';
import type { TypedNames } from './names.js';
import type { Reading } from './reading.js';

export interface FormulaSource {
  readonly of: 'person' | 'account';
  readonly name: string;
  readonly written: WrittenYaml;
  readonly place: Place;
}

/** Formulas that read each other, one behind the other. */
const deepest = 100;

export function orderFormulas(sources: readonly FormulaSource[], names: TypedNames, read: Reading): readonly TraitDefinition[] {
  const byName = new Map(sources.map((source) => [`${source.of}.${source.name}`, source]));
  const definitions: TraitDefinition[] = [];
  const done = new Set<FormulaSource>();
  const path: FormulaSource[] = [];
  const visit = (source: FormulaSource): void => {
    if (done.has(source)) return;
    const circle = path.indexOf(source);
    if (circle >= 0) {
      const round = [...path.slice(circle), source].map((each) => `${each.of}.${each.name}`);
      path.slice(circle).forEach((each) => done.add(each));
      read.problem('E402', `a formula reads itself: ${round.join(' → ')}`, source.place, 'take one of them from an event instead');
      return;
    }
    if (path.length >= deepest) {
      [...path, source].forEach((each) => done.add(each));
      const message = `${path[0]!.of}.${path[0]!.name} is read through more than ${deepest} formulas`;
      read.problem('E402', message, path[0]!.place, 'join some of them, or take one of them from an event instead');
      return;
    }
    path.push(source);
    for (const name of namesIn(source)) {
      const other = byName.get(name);
      if (other !== undefined) visit(other);
    }
    path.pop();
    if (done.has(source)) return;
    done.add(source);
    const definition = compileFormula(source, names, read);
    names.declare(source.of, source.name, definition?.type ?? 'any', source.place.file);
    if (definition !== undefined) definitions.push(definition);
  };
  sources.forEach(visit);
  return definitions;
}

function namesIn({ written: { value } }: FormulaSource): ReadonlySet<string> {
  if (typeof value !== 'string') return new Set();
  return new Set([...value.matchAll(/\b(person|account)\s*\.\s*([A-Za-z_]\w*)/g)].map(([, of, name]) => `${of}.${name}`));
}

function compileFormula({ of, name, written, place }: FormulaSource, names: TypedNames, read: Reading): TraitDefinition | undefined {
  const value = new Formulas(read, names.scope([of, 'workspace'])).expression(written);
  if (value === undefined) return undefined;
  return { of, name, type: value.type, rule: { kind: 'formula', value }, place };
}

/** Whether an event counts is decided once, when it arrives; passing time does not take it back. */
export function warnOfTime(compiled: { readonly reads: readonly string[]; readonly place: Place }, what: string, read: Reading): void {
  if (!compiled.reads.includes('now')) return;
  read.findings.warning(
    'E405',
    `${what} depends on the present time, but is decided only when the event arrives`,
    compiled.place,
    'to count what is recent write within: 30d; an instant of the event is event.meta.at',
  );
}
