// Whether a condition can hold at all, by what is known of the values it reads: their choices, their least and their most.

import { parsed, waysOf, type Atom, type Constant, type ParsedCondition, type Relation } from './atoms.js';

/** All that a name can hold; what is absent is not known. */
export interface Domain {
  readonly choices?: readonly Constant[];
  readonly min?: number;
  readonly max?: number;
  readonly isWhole?: boolean;
}

export type Domains = (name: string) => Domain | undefined;

/** Conditions that hold together, and those that do not hold (they are false or unknown). */
export interface Situation {
  readonly met: readonly ParsedCondition[];
  readonly unmet?: readonly ParsedCondition[];
}

export function situation(met: readonly string[], unmet: readonly string[] = []): Situation {
  const all = (sources: readonly string[]) => sources.map(parsed).filter((each) => each !== undefined);
  return { met: all(met), unmet: all(unmet) };
}

/** In doubt true. */
export function canHold({ met, unmet = [] }: Situation, domains: Domains): boolean {
  let ways: readonly (readonly Atom[])[] = [[]];
  for (const condition of met) {
    const more = waysOf(condition, true);
    if (more === undefined || more.length * ways.length > 512) return true;
    ways = ways.flatMap((way) => more.map((each) => [...way, ...each])).filter((way) => areTogether(way, domains));
  }
  return ways.some((way) => unmet.every((condition) => mayBeUnmet(condition, way, domains)));
}

/** Unknown is unmet, too: only when everything it reads is known by the rest must it be false. */
function mayBeUnmet(condition: ParsedCondition, way: readonly Atom[], domains: Domains): boolean {
  const falsehoods = waysOf(condition, false);
  const truths = waysOf(condition, true);
  if (falsehoods === undefined || truths === undefined) return true;
  const known = new Set(way.filter(({ kind }) => kind !== 'said').map(({ of }) => of));
  const read = [...falsehoods, ...truths].flat();
  if (!read.every(({ of }) => known.has(of))) return true;
  return falsehoods.some((falsehood) => areTogether([...way, ...falsehood], domains));
}

/** Whether some values make all of them true at once. */
export function areTogether(atoms: readonly Atom[], domains: Domains): boolean {
  const byName = new Map<string, Atom[]>();
  for (const atom of atoms) {
    const same = byName.get(atom.of);
    if (same === undefined) byName.set(atom.of, [atom]);
    else same.push(atom);
  }
  return [...byName].every(([name, same]) => hasValue(same, domains(name) ?? {}) && !isMissed(name, byName));
}

/** `!has(x) && x > 5`. */
function isMissed(name: string, byName: ReadonlyMap<string, readonly Atom[]>): boolean {
  const isKnown = byName.get(name)!.some(({ kind }) => kind !== 'said');
  return isKnown && (byName.get(`has(${name})`) ?? []).some((atom) => atom.kind === 'said' && !atom.truth);
}

function hasValue(atoms: readonly Atom[], domain: Domain): boolean {
  const said = new Set(atoms.flatMap((atom) => (atom.kind === 'said' ? [atom.truth] : [])));
  if (said.size > 1) return false;
  const named = atoms.flatMap(valuesNamed);
  const finite =
    domain.choices ?? (named.length === 0 ? undefined : named.reduce((one, other) => one.filter((each) => other.includes(each))));
  if (finite !== undefined) return finite.some((value) => isInside(value, domain) && atoms.every((atom) => fits(value, atom)));
  return hasNumber(atoms, domain);
}

/** The only values for which it is true, where it names them. */
function valuesNamed(atom: Atom): readonly (readonly Constant[])[] {
  if (atom.kind === 'among' && atom.isIn) return [atom.values];
  if (atom.kind !== 'relation') return [];
  if (atom.relation === '==') return [[atom.value]];
  return atom.relation === '!=' && typeof atom.value === 'boolean' ? [[!atom.value]] : [];
}

function isInside(value: Constant, { min = -Infinity, max = Infinity }: Domain): boolean {
  return typeof value !== 'number' || (value >= min && value <= max);
}

function fits(value: Constant, atom: Atom): boolean {
  if (atom.kind === 'said') return true;
  if (atom.kind === 'among') return atom.values.includes(value) === atom.isIn;
  return compared(value, atom.relation, atom.value);
}

function compared(a: Constant, relation: Relation, b: Constant): boolean {
  switch (relation) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    default:
      // What cannot be ordered is a matter of types, which the compiler has seen.
      if (typeof a !== typeof b) return true;
      return relation === '<' ? a < b : relation === '<=' ? a <= b : relation === '>' ? a > b : a >= b;
  }
}

function hasNumber(atoms: readonly Atom[], { min = -Infinity, max = Infinity, isWhole = false }: Domain): boolean {
  let [low, high, lowOpen, highOpen] = [min, max, false, false];
  for (const atom of atoms) {
    if (atom.kind !== 'relation' || typeof atom.value !== 'number') continue;
    const { relation, value } = atom;
    if ((relation === '>' && value >= low) || (relation === '>=' && value > low)) [low, lowOpen] = [value, relation === '>'];
    if ((relation === '<' && value <= high) || (relation === '<=' && value < high)) [high, highOpen] = [value, relation === '<'];
  }
  if (isWhole) {
    const first = lowOpen ? Math.floor(low) + 1 : Math.ceil(low);
    const last = highOpen ? Math.ceil(high) - 1 : Math.floor(high);
    return first < last || (first === last && atoms.every((atom) => fits(first, atom)));
  }
  if (low === high) return !lowOpen && !highOpen && atoms.every((atom) => fits(low, atom));
  return low < high;
}
