// Which traits an event feeds and which formulas and scores read what, made once for a workspace.

import type { ScoreDefinition, TraitDefinition } from '#libs/language/trait-definition.js';
import type { Workspace } from '#libs/language/workspace.js';

export interface TraitIndex {
  /** Canonical event name → traits computed from it. */
  readonly byEvent: ReadonlyMap<string, readonly TraitDefinition[]>;
  /** In the order in which they can be evaluated, with the members they read (`account.employees`). */
  readonly formulas: readonly { readonly definition: TraitDefinition; readonly reads: ReadonlySet<string> }[];
  readonly scores: readonly { readonly definition: ScoreDefinition; readonly reads: ReadonlySet<string> }[];
  /** Names that only this workspace may say: `person.touches`, `account.fit`. */
  readonly reserved: ReadonlySet<string>;
}

const indexes = new WeakMap<Workspace, TraitIndex>();

export function traitIndex(workspace: Workspace): TraitIndex {
  let index = indexes.get(workspace);
  if (index === undefined) {
    index = makeIndex(workspace);
    indexes.set(workspace, index);
  }
  return index;
}

function makeIndex(workspace: Workspace): TraitIndex {
  const byEvent = new Map<string, TraitDefinition[]>();
  const formulas: { definition: TraitDefinition; reads: ReadonlySet<string> }[] = [];
  for (const definition of workspace.traits) {
    if (definition.rule.kind === 'formula') formulas.push({ definition, reads: membersOf(definition.rule.value.reads) });
    else
      for (const event of new Set(definition.rule.events)) {
        const traits = byEvent.get(event);
        if (traits === undefined) byEvent.set(event, [definition]);
        else traits.push(definition);
      }
  }
  const scores = workspace.scores.map((definition) => ({ definition, reads: readsOfScore(definition) }));
  const reserved = new Set([...workspace.traits, ...workspace.scores].map(({ of, name }) => `${of}.${name}`));
  return { byEvent, formulas, scores, reserved };
}

function readsOfScore({ points, requires, tiers }: ScoreDefinition): ReadonlySet<string> {
  return membersOf([
    ...requires,
    ...points.flatMap((line) => [...(line.if?.reads ?? []), ...(line.each?.reads ?? [])]),
    ...tiers.flatMap((tier) => tier.if?.reads ?? []),
  ]);
}

/** `account.contact.email_is_free` changes when `account.contact` does. */
function membersOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.split('.').slice(0, 2).join('.')));
}
