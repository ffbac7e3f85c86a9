// A trait that an account has from its people: `rollup: count, of: person, if: …`, `rollup: earliest, of: person.first_touch`.

import type { Expression } from '../expression.js';
import { traitRuleKeys } from '../keys/traits-keys.js';
import { kindOf } from '../expression/type-name.js';
import type { TrackingPlan } from '../tracking-plan.js';
import { type RollupRule, rollupTakes, type TraitDefinition } from '../trait-definition.js';
import type { Type } from '../value.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { Formulas } from './formulas.js';
import { nameOfType, type TypedNames } from './names.js';
import type { Reading } from './reading.js';

export interface CompiledRollup {
  readonly type: Type;
  readonly rule: RollupRule;
}

/** @param traits of people, compiled before */
export function compileRollup(
  written: WrittenYaml,
  name: string,
  of: 'person' | 'account',
  plan: TrackingPlan,
  traits: readonly TraitDefinition[],
  names: TypedNames,
  read: Reading,
): CompiledRollup | undefined {
  read.onlyKeys(written, traitRuleKeys.rollup, `in trait "${name}"`);
  if (of !== 'account') {
    read.problem('E411', 'only an account has people to roll up', written.keyPlace('rollup'), 'put it into a file with traits: account');
    return undefined;
  }
  const take = read.oneOf(written.at('rollup'), '"rollup"', rollupTakes);
  const ofWritten = read.required(written, 'of', take === 'count' ? 'of: person' : 'of: person.NAME');
  if (take === undefined || ofWritten === undefined) return undefined;
  const formulas = new Formulas(read, names.scope(['person', 'workspace']));
  const condition = written.has('if') ? formulas.condition(written.at('if')) : undefined;
  if (written.has('if') && condition === undefined) return undefined;
  const only = condition === undefined ? {} : { if: condition };
  if (take === 'count') {
    if (ofWritten.value === 'person') return { type: 'integer', rule: { kind: 'rollup', take, ...only } };
    read.problem('E204', 'people are counted: "of" is person', ofWritten.place, 'write of: person, and what must be so into "if"');
    return undefined;
  }
  if (ofWritten.value === 'person') {
    read.problem(
      'E204',
      `"${take}" needs a trait of the people`,
      ofWritten.place,
      `as in of: person.NAME; to count them write rollup: count`,
    );
    return undefined;
  }
  const value = formulas.expression(ofWritten);
  if (value === undefined) return undefined;
  if (take === 'earliest' || take === 'latest') {
    const by = timeOf(value, plan, traits);
    if (by !== undefined) return { type: value.type, rule: { kind: 'rollup', take, value, by, ...only } };
    read.problem(
      'E210',
      `"${take}" goes by time, and ${value.source} has none`,
      ofWritten.place,
      'name a trait by latest or first, a planned one, or one that is a timestamp',
    );
    return undefined;
  }
  const kind = kindOf(value.type);
  if (kind === 'number' || kind === 'any' || (take === 'sum' ? kind === 'money' : kind === 'timestamp'))
    return { type: value.type, rule: { kind: 'rollup', take, value, by: { kind: 'value' }, ...only } };
  read.problem(
    'E210',
    `"${take}" takes a number; ${value.source} is ${nameOfType(value.type)}`,
    ofWritten.place,
    'name a trait that is a number',
  );
  return undefined;
}

function timeOf(value: Expression, plan: TrackingPlan, traits: readonly TraitDefinition[]): RollupRule['by'] {
  if (value.type === 'timestamp') return { kind: 'value' };
  const name = /^person\.(\w+)$/.exec(value.source)?.[1];
  if (name === undefined) return undefined;
  const kind = traits.find((trait) => trait.of === 'person' && trait.name === name)?.rule.kind;
  return kind === 'latest' || kind === 'first' || plan.person.has(name) ? { kind: 'trait', name } : undefined;
}
