// A trait that is computed from events: count, latest, first, unique, each perhaps within a window of time; and buckets, which
// are levels of a count.

import type { Keys } from '../keys/key.js';
import { bucketKeys, traitRuleKeys } from '../keys/traits-keys.js';
import type { TrackingPlan } from '../tracking-plan.js';
import type { FoldRule, Level } from '../trait-definition.js';
import type { Type } from '../value.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { readEvents } from './event-names.js';
import { Formulas } from './formulas.js';
import { nameOfType, type TypedNames } from './names.js';
import { warnOfTime } from './order-formulas.js';
import type { Reading } from './reading.js';

export const folds = ['count', 'latest', 'first', 'unique'] as const;

export interface CompiledFold {
  readonly type: Type;
  readonly rule: FoldRule;
}

export function compileFold(
  written: WrittenYaml,
  kind: (typeof folds)[number],
  keys: Keys,
  name: string,
  plan: TrackingPlan,
  names: TypedNames,
  read: Reading,
): CompiledFold | undefined {
  read.onlyKeys(written, keys, `in trait "${name}"`);
  const source = kind === 'count' ? written.at('count') : read.required(written, 'of', 'of: NAME_OF_THE_EVENT');
  const events = source === undefined ? undefined : readEvents(source, plan, read);
  const within = written.has('within') ? read.duration(written.at('within'), '"within"') : undefined;
  if (events === undefined || (written.has('within') && within === undefined)) return undefined;
  const formulas = new Formulas(read, names.scope(['event', 'workspace'], events));
  const condition = written.has('if') ? formulas.condition(written.at('if')) : undefined;
  if (written.has('if') && condition === undefined) return undefined;
  if (condition !== undefined) warnOfTime(condition, 'whether an event counts', read);
  const only = { ...(condition === undefined ? {} : { if: condition }), ...(within === undefined ? {} : { within }) };
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

/** `bucket: { count: EVENT, within: 14d }` with `levels: { high: 40, low: 3, none: 0 }`: the highest level that the count reaches. */
export function compileBucket(
  written: WrittenYaml,
  name: string,
  plan: TrackingPlan,
  names: TypedNames,
  read: Reading,
): CompiledFold | undefined {
  read.onlyKeys(written, traitRuleKeys.bucket, `in trait "${name}"`);
  const bucket = written.at('bucket');
  const levelsWritten = read.required(written, 'levels', 'levels: { high: 40, low: 3, critical: 0 }');
  if (!read.map(bucket, '"bucket"', 'bucket: { count: EVENT, within: 14d }') || levelsWritten === undefined) return undefined;
  const count = read.required(bucket, 'count', 'count: EVENT');
  const within = read.required(bucket, 'within', 'within: 14d');
  const levels = readLevels(levelsWritten, read);
  if (count === undefined || within === undefined || levels === undefined) return undefined;
  const fold = compileFold(bucket, 'count', bucketKeys, name, plan, names, read);
  return fold?.rule.kind === 'count' ? { type: 'string', rule: { ...fold.rule, levels } } : undefined;
}

function readLevels(written: WrittenYaml, read: Reading): readonly Level[] | undefined {
  if (!read.map(written, '"levels"', '{ high: 40, low: 3, critical: 0 }')) return undefined;
  const levels: Level[] = [];
  for (const level of written.keys()) {
    const from = read.number(written.at(level), `level "${level}"`, { min: 0, integer: true });
    if (from === undefined) return undefined;
    const same = levels.find((other) => other.from === from);
    if (same !== undefined)
      read.problem(
        'E401',
        `levels "${same.level}" and "${level}" begin at the same count`,
        written.keyPlace(level),
        'give each its own count',
      );
    levels.push({ level, from });
  }
  if (levels.length === 0) read.problem('E202', 'there is no level', written.place, 'as in { high: 40, low: 3, critical: 0 }');
  return levels.length === 0 ? undefined : levels.sort((one, other) => other.from - one.from);
}
