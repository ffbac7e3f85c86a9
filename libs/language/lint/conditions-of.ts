// Every condition of a compiled workspace, with the events that `event` means in it.

import type { Condition } from '../expression.js';
import type { Workspace } from '../workspace.js';

export interface PlacedCondition {
  readonly condition: Condition;
  readonly events: readonly string[];
  /** The score whose tiers it decides. */
  readonly score?: string;
}

export function conditionsOf({ workflows, pipelines, scores, traits }: Workspace): readonly PlacedCondition[] {
  return [
    ...traits.flatMap(({ rule }) => found(rule, 'events' in rule ? rule.events : [])),
    ...scores.flatMap(({ points, tiers, name }) => [...found(points, []), ...found(tiers, []).map((each) => ({ ...each, score: name }))]),
    ...[...pipelines.values()].flatMap(({ stages }) => stages.flatMap((stage) => found(stage, stage.when))),
    ...[...workflows.values()].flatMap(({ when, nodes, goal, ...workflow }) => {
      const events = when.flatMap((trigger) => (trigger.kind === 'event' ? [trigger.event] : []));
      return [
        ...found([workflow.if, workflow.stopIf], events),
        ...when.flatMap((trigger) => (trigger.kind === 'event' ? found(trigger, [trigger.event]) : [])),
        ...found(goal, goal === undefined ? [] : [goal.event]),
        ...[...nodes.values()].flatMap(({ config }) => found(config, waitedFor(config) ?? events)),
      ];
    }),
  ];
}

/** A step that names an event asks about that one. */
function waitedFor(config: unknown): readonly string[] | undefined {
  const event = typeof config === 'object' && config !== null && 'event' in config ? config.event : undefined;
  return typeof event === 'string' ? [event] : undefined;
}

function found(value: unknown, events: readonly string[]): readonly PlacedCondition[] {
  if (typeof value !== 'object' || value === null) return [];
  if (isCondition(value)) return [{ condition: value, events }];
  if ('source' in value && 'evaluate' in value) return [];
  return childrenOf(value).flatMap((child) => found(child, events));
}

export function isCondition(value: unknown): value is Condition {
  return typeof value === 'object' && value !== null && 'holds' in value && 'source' in value && 'place' in value;
}

export function childrenOf(value: object): readonly unknown[] {
  return value instanceof Map || value instanceof Set || Array.isArray(value) ? [...value.values()] : Object.values(value);
}
