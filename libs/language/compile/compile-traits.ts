// Computed traits. Values of events are typed first; formulas follow in the order in which they read each other.

import { anyTraitKeys, traitRuleKeys, traitsKeys } from '../keys/traits-keys.js';
import { builtinMembers } from '../expression/builtin-members.js';
import type { Place } from '../place.js';
import type { TrackingPlan } from '../tracking-plan.js';
import type { TraitDefinition } from '../trait-definition.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import type { ConfigDocument } from './documents.js';
import { compileBucket, compileFold, folds } from './compile-fold.js';
import { compileRollup } from './compile-rollup.js';
import type { TypedNames } from './names.js';
import { orderFormulas, type FormulaSource } from './order-formulas.js';
import type { Reading } from './reading.js';

const ways = 'count, latest, first, unique, bucket, rollup, formula';
const wayKeys = [...folds, 'bucket', 'rollup', 'formula'] as const;

export function compileTraits(
  documents: readonly ConfigDocument[],
  plan: TrackingPlan,
  names: TypedNames,
  read: Reading,
): readonly TraitDefinition[] {
  const definitions: TraitDefinition[] = [];
  const formulas: FormulaSource[] = [];
  const rollups: FormulaSource[] = [];
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
      // What is wrong with a trait is told where it stands, and not once more wherever it is read.
      names.declare(of, name, 'any', place.file);
      const written = compute.at(name);
      if (!read.map(written, `trait "${name}"`, '{ count: page }')) continue;
      const way = wayOf(written, name, read);
      if (way === undefined) continue;
      if (way === 'rollup') {
        rollups.push({ of, name, written, place });
        continue;
      }
      if (way === 'formula') {
        read.onlyKeys(written, traitRuleKeys.formula, `in trait "${name}"`);
        formulas.push({ of, name, written: written.at('formula'), place });
        continue;
      }
      const compiled =
        way === 'bucket'
          ? compileBucket(written, name, plan, names, read)
          : compileFold(written, way, traitRuleKeys[way], name, plan, names, read);
      if (compiled === undefined) continue;
      names.declare(
        of,
        name,
        compiled.type,
        place.file,
        compiled.rule.kind === 'count' ? compiled.rule.levels?.map(({ level }) => level) : undefined,
      );
      definitions.push({ of, name, ...compiled, place });
    }
  }
  // People first: accounts are put together from what they have.
  const ofPeople = [
    ...definitions,
    ...orderFormulas(
      formulas.filter(({ of }) => of === 'person'),
      names,
      read,
    ),
  ];
  const rolled = rollups.flatMap(({ of, name, written, place }) => {
    const compiled = compileRollup(written, name, of, plan, ofPeople, names, read);
    if (compiled === undefined) return [];
    names.declare(of, name, compiled.type, place.file);
    return { of, name, ...compiled, place };
  });
  return [
    ...ofPeople,
    ...rolled,
    ...orderFormulas(
      formulas.filter(({ of }) => of === 'account'),
      names,
      read,
    ),
  ];
}

/** The one way in which it is computed. */
function wayOf(written: WrittenYaml, name: string, read: Reading): (typeof wayKeys)[number] | undefined {
  const found = wayKeys.filter((key) => written.has(key));
  if (found.length === 1) return found[0];
  read.onlyKeys(written, anyTraitKeys, `in trait "${name}"`);
  read.problem(
    'E202',
    `trait "${name}" ${found.length === 0 ? 'does not say how it is computed' : `is computed in ${found.length} ways`}`,
    written.place,
    `write one of ${ways}`,
  );
  return undefined;
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
