// Computed traits. Values of events are typed first; formulas follow in the order in which they read each other.

import { anyTraitKeys, traitRuleKeys, traitsKeys } from '../keys/traits-keys.js';
import { builtinMembers } from '../expression/builtin-members.js';
import type { Place } from '../place.js';
import type { Type } from '../value.js';
import type { TrackingPlan } from '../tracking-plan.js';
import type { TraitDefinition, TraitRule } from '../trait-definition.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import type { ConfigDocument } from './documents.js';
import { readEvents } from './event-names.js';
import { Formulas } from './formulas.js';
import { nameOfType, type TypedNames } from './names.js';
import { orderFormulas, warnOfTime, type FormulaSource } from './order-formulas.js';
import type { Reading } from './reading.js';

const folds = ['count', 'latest', 'first', 'unique'] as const;
const supported = 'supported here: count, latest, first, unique and formula, with "of" and "if"';
const later: Readonly<Record<string, string>> = {
  within: 'a window of time',
  rollup: 'a rollup over people',
  bucket: 'buckets',
  levels: 'buckets',
};

export function compileTraits(
  documents: readonly ConfigDocument[],
  plan: TrackingPlan,
  names: TypedNames,
  read: Reading,
): readonly TraitDefinition[] {
  const definitions: TraitDefinition[] = [];
  const formulas: FormulaSource[] = [];
  const taken = new Map<string, Place>();
  for (const { root } of documents.filter((document) => document.kind === 'traits')) {
    read.onlyKeys(root, traitsKeys);
    const of = read.oneOf(root.at('traits'), '"traits"', ['person', 'account']);
    const compute = read.required(root, 'compute', 'compute: { touches: { count: page } }');
    if (of === undefined || compute === undefined || !read.map(compute, '"compute"', 'touches: { count: page }')) continue;
    for (const name of compute.keys()) {
      const place = compute.keyPlace(name);
      if (!mayBeNamed(of, name, place, taken, plan, read)) continue;
      taken.set(`${of}.${name}`, place);
      const written = compute.at(name);
      if (!read.map(written, `trait "${name}"`, '{ count: page }') || !isSupported(written, name, read)) continue;
      if (written.has('formula')) {
        read.onlyKeys(written, traitRuleKeys.formula, `in trait "${name}"`);
        formulas.push({ of, name, written: written.at('formula'), place });
        continue;
      }
      const compiled = compileFold(written, name, plan, names, read);
      if (compiled === undefined) continue;
      names.declare(of, name, compiled.type, place.file);
      definitions.push({ of, name, ...compiled, place });
    }
  }
  return [...definitions, ...orderFormulas(formulas, names, read)];
}

function mayBeNamed(
  of: 'person' | 'account',
  name: string,
  place: Place,
  taken: ReadonlyMap<string, Place>,
  plan: TrackingPlan,
  read: Reading,
): boolean {
  const earlier = taken.get(`${of}.${name}`);
  const raw = plan[of].get(name);
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,79}$/.test(name))
    read.problem('E206', `${JSON.stringify(name.slice(0, 60))} cannot be the name of a trait`, place, 'letters, digits and "_"');
  else if (Object.hasOwn(builtinMembers[of], name) && !countedAnyway.has(`${of}.${name}`))
    read.problem('E404', `${of}.${name} is always there and cannot be computed`, place, 'choose another name');
  else if (earlier !== undefined)
    read.problem('E401', `${of}.${name} is computed twice`, place, `the first is in ${earlier.file}:${earlier.line}`);
  else if (raw !== undefined)
    read.problem(
      'E404',
      `${of}.${name} is both a raw trait and a computed one: it would have two writers`,
      place,
      `it is planned in ${raw.place.file}:${raw.place.line}; keep one of the two`,
    );
  else return true;
  return false;
}

/** A member that is always there and that the workspace says how to count. */
const countedAnyway = new Set(['person.touches']);

function isSupported(written: WrittenYaml, name: string, read: Reading): boolean {
  const refused = written.keys().filter((key) => Object.hasOwn(later, key));
  for (const key of refused)
    read.problem(
      'E208',
      `trait "${name}": ${later[key]} ("${key}") is not computed, so it is refused instead of being wrong`,
      written.keyPlace(key),
      supported,
    );
  return refused.length === 0;
}

function compileFold(
  written: WrittenYaml,
  name: string,
  plan: TrackingPlan,
  names: TypedNames,
  read: Reading,
): { type: Type; rule: TraitRule } | undefined {
  const kinds = folds.filter((fold) => written.has(fold));
  const kind = kinds[0];
  if (kind === undefined || kinds.length > 1) {
    read.onlyKeys(written, anyTraitKeys, `in trait "${name}"`);
    read.problem(
      'E202',
      `trait "${name}" ${kind === undefined ? 'does not say how it is computed' : `is computed in ${kinds.length} ways`}`,
      written.place,
      `write one of count, latest, first, unique, formula`,
    );
    return undefined;
  }
  read.onlyKeys(written, traitRuleKeys[kind], `in trait "${name}"`);
  const source = kind === 'count' ? written.at('count') : read.required(written, 'of', 'of: NAME_OF_THE_EVENT');
  const events = source === undefined ? undefined : readEvents(source, plan, read);
  if (events === undefined) return undefined;
  const formulas = new Formulas(read, names.scope(['event', 'workspace'], events));
  const condition = written.has('if') ? formulas.condition(written.at('if')) : undefined;
  if (written.has('if') && condition === undefined) return undefined;
  if (condition !== undefined) warnOfTime(condition, 'whether an event counts', read);
  const only = condition === undefined ? {} : { if: condition };
  if (kind === 'count') return { type: 'integer', rule: { kind, events, ...only } };
  const value = formulas.expression(written.at(kind));
  if (value === undefined) return undefined;
  if (kind !== 'unique') return { type: value.type, rule: { kind, value, events, ...only } };
  if (typeof value.type === 'string' && value.type !== 'money')
    return { type: { list: value.type }, rule: { kind, value, events, ...only } };
  read.problem(
    'E210',
    `"unique" collects texts, numbers or booleans; this is ${nameOfType(value.type)}`,
    written.at(kind).place,
    'name one property, as event.channel',
  );
  return undefined;
}
