// The steps of a workflow as its page draws them: each as it is written, where it stands in the file, and where its ports lead.

import type { Workflow } from '#libs/language/workflow.js';

export interface ToldStep {
  readonly id: string;
  readonly kind: string;
  /** As it stands in the file: `email: still-interested`. */
  readonly label: string;
  readonly line: number;
  /** null: the run ends. */
  readonly ports: readonly { readonly port: string; readonly to: string | null }[];
}

const longest = 90;

/** @param text of the file in which the workflow stands */
export function tellSteps({ nodes }: Pick<Workflow, 'nodes'>, text: string): readonly ToldStep[] {
  const lines = text.split('\n');
  return [...nodes.values()].map(({ id, kind, ports, place }) => ({
    id,
    kind,
    label: labelOf(lines[place.line - 1] ?? '', place.column, kind),
    line: place.line,
    ports: Object.entries(ports).map(([port, to]) => ({ port, to })),
  }));
}

/** What stands on the line from the step on, without the dash, the braces and the comment around it. */
function labelOf(line: string, column: number, kind: string): string {
  const written = line
    .slice(column - 1)
    .replace(/^[-\s[{]+/, '')
    .replace(/\s#\s.*$/, '')
    .replace(/[\s\]},:]+$/, '')
    .trim();
  const label = written === '' ? kind : written;
  return label.length > longest ? `${label.slice(0, longest - 1)}…` : label;
}

/** What starts a workflow, as it stands in the file: `event: Demo Requested`. */
export function tellTriggers({ when }: Pick<Workflow, 'when'>, text: string): readonly string[] {
  const lines = text.split('\n');
  return when.map(({ kind, place }) => labelOf(lines[place.line - 1] ?? '', place.column, kind));
}
