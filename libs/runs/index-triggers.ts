// Which workflows begin or stop by an event, a trait or a stage: looked up by name, so that an event costs as little with
// 500 workflows as with 5. Made once for each version of a workspace.

import type { Condition } from '#libs/language/expression.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { Value } from '#libs/language/value.js';
import type { Trigger, Workflow } from '#libs/language/workflow.js';

/** Something went from one state to another; it can start and stop runs. */
export type Transition =
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'trait'; readonly of: SubjectKind; readonly trait: string; readonly from: Value; readonly to: Value }
  | { readonly kind: 'stage'; readonly stage: string }
  /** A time of this workflow has come: it is about no other. */
  | { readonly kind: 'every'; readonly workflow: string; readonly name: string };

export interface Start {
  readonly workflow: Workflow;
  readonly trigger: Trigger;
}

export interface TriggerIndex {
  /** Workflows that may begin by it, in the order of their names; conditions are not asked yet. */
  starts(transition: Transition): readonly Start[];
  /** Workflows whose runs it ends, by `stop_when` or (a trait that is read there) perhaps by `stop_if`. */
  stops(transition: Transition): readonly Workflow[];
}

const none: readonly never[] = [];

export function indexTriggers(workflows: Iterable<Workflow>): TriggerIndex {
  const starts = new Map<string, Start[]>();
  const stops = new Map<string, Workflow[]>();
  for (const workflow of [...workflows].sort((one, other) => (one.name < other.name ? -1 : 1))) {
    for (const trigger of workflow.when) add(starts, triggerKey(workflow.name, trigger), { workflow, trigger });
    const named = workflow.stopWhen.map((stop) => (stop.kind === 'event' ? `event ${stop.event}` : `stage ${stop.stage}`));
    const read = traitsReadBy(workflow.stopIf).map((name) => `trait ${name}`);
    for (const key of new Set([...named, ...read])) add(stops, key, workflow);
  }
  return {
    starts: (transition) => {
      const found = starts.get(keyOf(transition)) ?? none;
      return transition.kind === 'trait' && found.length > 0 ? found.filter(({ trigger }) => becomes(trigger, transition)) : found;
    },
    stops: (transition) => stops.get(keyOf(transition)) ?? none,
  };
}

/** `account.mrr` for a condition that reads `account.mrr.amount`: it is the trait that changes. */
export function traitsReadBy(condition: Condition | undefined): readonly string[] {
  return (condition?.reads ?? none).map((name) => name.split('.').slice(0, 2).join('.'));
}

function add<Item>(index: Map<string, Item[]>, key: string, item: Item): void {
  const there = index.get(key);
  if (there === undefined) index.set(key, [item]);
  else there.push(item);
}

function triggerKey(workflow: string, trigger: Trigger): string {
  switch (trigger.kind) {
    case 'event':
      return `event ${trigger.event}`;
    case 'trait':
      return `trait ${trigger.of}.${trigger.trait}`;
    case 'stage':
      return `stage ${trigger.stage}`;
    case 'every':
      return `every ${workflow} ${trigger.name}`;
  }
}

function keyOf(transition: Transition): string {
  switch (transition.kind) {
    case 'event':
      return `event ${transition.name}`;
    case 'trait':
      return `trait ${transition.of}.${transition.trait}`;
    case 'stage':
      return `stage ${transition.stage}`;
    case 'every':
      return `every ${transition.workflow} ${transition.name}`;
  }
}

/** From outside the list into it: from `low` to `critical` nothing that both are named for has begun. */
function becomes(trigger: Trigger, { from, to }: Transition & { readonly kind: 'trait' }): boolean {
  if (trigger.kind !== 'trait') return false;
  const isIn = (value: Value) => (trigger.becomes as readonly Value[]).includes(value);
  return isIn(to) && !isIn(from);
}
