// The traits of a person or an account as somebody reads them who doubts them: each with where its value comes from.

import type { Value } from '#libs/language/value.js';
import type { TraitDefinition, TraitRule } from '#libs/language/trait-definition.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { TraitMemory } from '#libs/traits/trait-memory.js';

export interface ToldTrait {
  readonly name: string;
  readonly value: Value;
  /** `said`: somebody or something said so; `computed` and `score`: a rule of the workspace did; `unplanned`: said, and in no plan. */
  readonly from: 'said' | 'computed' | 'score' | 'unplanned';
  /** Who said it, or how it is computed. */
  readonly how: string;
  /** Epoch ms, of what was said. */
  readonly said_at: number | null;
  /** The line that computes it. */
  readonly file: string | null;
  readonly line: number | null;
}

/** Always there, whatever is planned. */
const wellKnown: ReadonlySet<string> = new Set(['email', 'name', 'domain']);

/** In the order of their names; a trait that the workspace computes and that has no value yet is told with null. */
export function toldTraits(
  workspace: Pick<Workspace, 'traits' | 'scores' | 'plan'>,
  kind: 'person' | 'account',
  traits: Readonly<Record<string, Value>>,
  memory: Partial<TraitMemory>,
): readonly ToldTrait[] {
  const computed = new Map(workspace.traits.flatMap((one) => (one.of === kind ? [[one.name, one] as const] : [])));
  const scores = new Map(workspace.scores.flatMap((one) => (one.of === kind ? [[one.name, one] as const] : [])));
  const names = new Set([...Object.keys(traits), ...computed.keys(), ...scores.keys()]);
  return [...names].toSorted().map((name): ToldTrait => {
    const value = Object.hasOwn(traits, name) ? traits[name]! : null;
    const rule: Pick<TraitDefinition, 'place'> | undefined = computed.get(name) ?? scores.get(name);
    if (rule !== undefined) {
      const definition = computed.get(name);
      const how = definition === undefined ? 'points of a score' : ruleWords(definition.rule);
      const from = definition === undefined ? 'score' : 'computed';
      return { name, value, from, how, said_at: null, file: rule.place.file, line: rule.place.line };
    }
    const said = memory.said !== undefined && Object.hasOwn(memory.said, name) ? memory.said[name] : undefined;
    const isPlanned = wellKnown.has(name) || workspace.plan[kind].has(name);
    return {
      name,
      value,
      from: isPlanned ? 'said' : 'unplanned',
      how: said?.[1] ?? 'not kept',
      said_at: said?.[0] ?? null,
      file: null,
      line: null,
    };
  });
}

/** `count of Ticket Answered within 14 d, as a level`. */
export function ruleWords(rule: TraitRule): string {
  switch (rule.kind) {
    case 'formula':
      return rule.value.source;
    case 'audience':
      return `member while ${rule.if.source}`;
    case 'rollup': {
      const what = rule.value === undefined ? 'people' : `${rule.value.source} of its people`;
      return `${rule.take} of ${what}${rule.if === undefined ? '' : ` where ${rule.if.source}`}`;
    }
    default: {
      const what = rule.kind === 'count' ? 'count' : `${rule.kind === 'unique' ? 'every' : rule.kind} ${rule.value.source}`;
      const levels = rule.kind === 'count' && rule.levels !== undefined ? ', as a level' : '';
      const only = rule.if === undefined ? '' : ` if ${rule.if.source}`;
      const within = rule.within === undefined ? '' : ` within ${Math.round(rule.within / 3_600_000) / 24} d`;
      return `${what} of ${rule.events.join(', ')}${only}${within}${levels}`;
    }
  }
}
