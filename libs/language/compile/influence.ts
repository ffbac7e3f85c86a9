// What else becomes other when a workflow acts: computed traits, audiences, scores and tiers follow from the fields that it writes and
// from the events that its steps cause, and from each other.

import type { Provider } from '../provider.js';
import type { DealAudience, ScoreDefinition, TraitDefinition, TraitRule } from '../trait-definition.js';
import type { CompiledWorkflow } from './compile-workflow.js';

/** Dotted names of all that may change, and the causes themselves. */
export type Influence = (workflow: Pick<CompiledWorkflow, 'writes' | 'causes'>) => ReadonlySet<string>;

export function influenceOf(
  traits: readonly (TraitDefinition | DealAudience)[],
  scores: readonly ScoreDefinition[],
  providers: readonly Provider[],
): Influence {
  const followers = new Map<string, Set<string>>();
  const follow = (from: string, to: string) => followers.set(from, (followers.get(from) ?? new Set()).add(to));
  for (const { of, name, rule } of traits) for (const source of sourcesOf(rule)) follow(source, `${of}.${name}`);
  for (const { of, name, points, tiers } of scores) {
    const reads = [
      ...points.flatMap((line) => [...(line.if?.reads ?? []), ...(line.each?.reads ?? [])]),
      ...tiers.flatMap((tier) => tier.if?.reads ?? []),
    ];
    for (const read of reads.map(subjectMember))
      for (const to of of === 'account' && tiers.length > 0 ? [name, 'tier'] : [name]) follow(read, `${of}.${to}`);
  }
  for (const { name, of, map } of providers) for (const field of map.keys()) follow(`enriches ${name}`, `${of}.${field}`);
  return ({ writes, causes }) => {
    const changed = new Set<string>();
    const open = [...writes.keys(), ...[...causes].flatMap(changedBy)];
    if (open.some((cause) => cause.startsWith('stage '))) open.push('deal.stage', 'deal.in_stage_since', 'deal.closed_at');
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (changed.has(next)) continue;
      changed.add(next);
      open.push(...(followers.get(next) ?? []));
    }
    return changed;
  };
}

/** A cause by its own name, and the fields that become others with it. */
function changedBy(cause: string): readonly string[] {
  if (cause.startsWith('stage ')) return [cause, 'deal.stage'];
  const field = /^field (.*)$/.exec(cause)?.[1];
  return field === undefined ? [cause] : field === 'account.owner' ? [field, 'deal.owner'] : [field];
}

function sourcesOf(rule: TraitRule): readonly string[] {
  switch (rule.kind) {
    case 'formula':
      return rule.value.reads.map(subjectMember);
    case 'audience':
      return rule.if.reads.map(subjectMember);
    case 'rollup':
      return [
        ...(rule.value?.reads ?? []),
        ...(rule.if?.reads ?? []),
        ...(rule.by?.kind === 'trait' ? [`person.${rule.by.name}`] : []),
      ].map(subjectMember);
    default:
      return rule.events.map((event) => `event ${event}`);
  }
}

/** `account.mrr.amount` → `account.mrr`. */
function subjectMember(read: string): string {
  return read.split('.', 2).join('.');
}
