// Which traits an event feeds and which formulas and scores read what, made once for a workspace.

import type { FoldRule, ScoreDefinition, TraitDefinition } from '#libs/language/trait-definition.js';
import type { Workspace } from '#libs/language/workspace.js';

type Of = 'person' | 'account';

export interface TraitIndex {
  /** Canonical event name → traits computed from it. */
  readonly byEvent: ReadonlyMap<string, readonly Fed[]>;
  readonly of: Readonly<Record<Of, SubjectIndex>>;
  /** From an account's people. */
  readonly rollups: readonly TraitDefinition[];
  /** Names that only this workspace may say: `person.touches`, `account.fit`. */
  readonly reserved: ReadonlySet<string>;
}

export interface Fed {
  readonly definition: TraitDefinition;
  readonly rule: FoldRule;
}

/** With the members each reads (`account.employees`), in the order in which they can be evaluated. */
export interface SubjectIndex {
  /** Values that depend on the moment, or that are put together elsewhere: windows, rollups. */
  readonly windows: readonly TraitDefinition[];
  readonly formulas: readonly Reader<TraitDefinition>[];
  readonly scores: readonly Reader<ScoreDefinition>[];
  readonly audiences: readonly Reader<TraitDefinition>[];
  /** Time alone may change something: without that no subject has a due time. */
  readonly isTimed: boolean;
}

export interface Reader<Definition> {
  readonly definition: Definition;
  readonly reads: ReadonlySet<string>;
  /** Taken with every fact, because it reads what every fact changes: the time, or when the subject was seen. */
  readonly always: boolean;
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
  const byEvent = new Map<string, Fed[]>();
  for (const definition of workspace.traits) {
    const { rule } = definition;
    if (rule.kind === 'formula' || rule.kind === 'rollup' || rule.kind === 'audience') continue;
    for (const event of new Set(rule.events)) {
      const fed = byEvent.get(event);
      if (fed === undefined) byEvent.set(event, [{ definition, rule }]);
      else fed.push({ definition, rule });
    }
  }
  const rollups = workspace.traits.filter(({ rule }) => rule.kind === 'rollup');
  const reserved = new Set([...workspace.traits, ...workspace.scores].map(({ of, name }) => `${of}.${name}`));
  return { byEvent, of: { person: indexOf('person', workspace), account: indexOf('account', workspace) }, rollups, reserved };
}

function indexOf(of: Of, workspace: Workspace): SubjectIndex {
  const traits = workspace.traits.filter((definition) => definition.of === of);
  const windows = traits.filter(({ rule }) => rule.kind === 'rollup' || ('within' in rule && rule.within !== undefined));
  const formulas = traits.flatMap((definition) =>
    definition.rule.kind === 'formula' ? [reader(definition, definition.rule.value.reads)] : [],
  );
  const audiences = traits.flatMap((definition) =>
    definition.rule.kind === 'audience' ? [reader(definition, definition.rule.if.reads)] : [],
  );
  const scores = workspace.scores
    .filter((definition) => definition.of === of)
    .map((definition) =>
      reader(
        definition,
        readsOfScore(definition),
        definition.points.some(({ fadesOver }) => fadesOver !== undefined),
      ),
    );
  const readers = [...formulas, ...audiences, ...scores];
  const isTimed =
    windows.some(({ rule }) => rule.kind !== 'rollup') ||
    readers.some(({ reads }) => reads.has('now')) ||
    scores.some(({ definition }) => definition.points.some(({ fadesOver }) => fadesOver !== undefined)) ||
    (of === 'person' && workspace.traits.some(({ rule }) => rule.kind === 'rollup' && rule.if?.changesAt !== undefined));
  return { windows, formulas, scores, audiences, isTimed };
}

const ofEveryFact = ['now', 'person.first_seen_at', 'person.last_seen_at', 'account.first_seen_at', 'account.last_seen_at'] as const;

function reader<Definition>(definition: Definition, names: readonly string[], isRestless = false): Reader<Definition> {
  const reads = membersOf(names);
  return { definition, reads, always: isRestless || ofEveryFact.some((name) => reads.has(name)) };
}

function readsOfScore({ points, requires, tiers }: ScoreDefinition): readonly string[] {
  return [
    ...requires,
    ...points.flatMap((line) => [...(line.if?.reads ?? []), ...(line.each?.reads ?? [])]),
    ...tiers.flatMap((tier) => tier.if?.reads ?? []),
  ];
}

/** `account.contact.email_is_free` changes when `account.contact` does. */
function membersOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.split('.').slice(0, 2).join('.')));
}
