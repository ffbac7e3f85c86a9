// E428: a window that never opens when it is needed: a moment waited for that lies outside of `send`, and a goal or an experiment whose
// time is over before the first message leaves.

import type { Problem } from '../place.js';
import type { SendRules, StepNode, Workflow } from '../workflow.js';
import type { Workspace } from '../workspace.js';
import { warning } from './warning.js';

export function closedWindows({ workflows }: Workspace): readonly Problem[] {
  return [...workflows.values()].flatMap((workflow) => [...momentsOutside(workflow), ...goalsOver(workflow)]);
}

function momentsOutside({ nodes, send }: Workflow): readonly Problem[] {
  if (send === undefined) return [];
  return [...nodes.values()].flatMap((node) => {
    const moment = momentOf(node);
    const next = Object.values(node.ports).map((id) => (id === null ? undefined : nodes.get(id)?.kind));
    if (moment === undefined || moment.zone !== send.zone || !next.includes('email') || opensAt(send, moment)) return [];
    return warning(
      'E428',
      'the message behind it never leaves at this moment: "send" is closed then',
      'wait for a time inside of "send", or open "send" for it',
      node.place,
    );
  });
}

interface Moment {
  readonly minute: number;
  readonly days: readonly number[];
  readonly zone: unknown;
}

function momentOf({ kind, config }: StepNode): Moment | undefined {
  if (kind !== 'wait_until' || typeof config !== 'object' || config === null || !('time' in config) || !('zone' in config))
    return undefined;
  const { hour, minute, days } = config.time as { readonly hour: number; readonly minute: number; readonly days: readonly number[] };
  return { minute: hour * 60 + minute, days, zone: config.zone };
}

function opensAt({ hours, days }: SendRules, moment: Moment): boolean {
  return hours.from <= moment.minute && moment.minute < hours.to && moment.days.some((day) => days.includes(day));
}

function goalsOver({ goal, experiment, nodes, start }: Workflow): readonly Problem[] {
  const first = start === null ? Infinity : soonestMessage(start, nodes);
  if (first === Infinity) return [];
  const spans = [
    { span: goal, what: 'the goal' },
    { span: experiment, what: 'the experiment' },
  ];
  return spans.flatMap(({ span, what }) =>
    span === undefined || span.within > first
      ? []
      : warning(
          'E428',
          `${what} is counted for ${inWords(span.within)}, and the first message leaves after ${inWords(first)}`,
          'count longer, or wait less before the first message',
          span.place,
        ),
  );
}

/** How long the waits before the first message are at least (ms); Infinity: there is none. Steps lead only forward. */
function soonestMessage(start: string, nodes: Workflow['nodes']): number {
  const known = new Map<string, number>();
  const from = (id: string | null): number => {
    const node = id === null ? undefined : nodes.get(id);
    if (id === null || node === undefined) return Infinity;
    const earlier = known.get(id);
    if (earlier !== undefined) return earlier;
    const own = node.kind === 'email' ? 0 : waitOf(node) + Math.min(Infinity, ...Object.values(node.ports).map(from));
    known.set(id, own);
    return own;
  };
  return from(start);
}

function waitOf({ kind, config }: StepNode): number {
  const ms = kind === 'wait' && typeof config === 'object' && config !== null && 'ms' in config ? config.ms : undefined;
  return typeof ms === 'number' ? ms : 0;
}

function inWords(ms: number): string {
  const units = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
  ] as const;
  const [name, size] = units.find(([, each]) => ms >= each && ms % each === 0) ?? ['minute', 60_000];
  const count = Math.round(ms / size);
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}
