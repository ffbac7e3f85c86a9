// A workflow's steps: nested lists in the file, one flat map of nodes with ports in the compiled workflow.
// Ports lead only forward in the file, so that a workflow cannot go round.

import { keysOfStep } from '../keys/keys-of-step.js';
import { suggest } from '../suggest.js';
import type { StepReader, StepSyntax } from '../step-syntax.js';
import type { StepNode } from '../workflow.js';
import { WrittenYaml } from '../yaml/written-yaml.js';
import type { Reading } from './reading.js';

/** As many as a run may go through (promise 11); from one to the next the engine and the pages walk by recursion. */
const mostSteps = 1_000;

export interface CompiledSteps {
  readonly nodes: ReadonlyMap<string, StepNode>;
  readonly start: string | null;
  /** `person.lifecycle` → the node that writes it. */
  readonly writes: ReadonlyMap<string, StepNode>;
  /** Names of workflows that its steps start. */
  readonly starts: ReadonlySet<string>;
  /** `stage won`, `event email.sent`, `opens PIPELINE`. */
  readonly causes: ReadonlySet<string>;
  readonly hears: ReadonlySet<string>;
}

export function compileSteps(written: WrittenYaml, syntaxes: readonly StepSyntax[], reader: StepReader, read: Reading): CompiledSteps {
  const nodes = new Map<string, StepNode>();
  const writes = new Map<string, StepNode>();
  const starts = new Set<string>();
  const causes = new Set<string>();
  const hears = new Set<string>();

  let isTooLong = false;

  /** Compiled from the end, so that each step knows where the next one is; answers the id of the first. */
  const compileList = (list: WrittenYaml, prefix: string, after: string | null): string | null => {
    const all = read.list(list, 'a list of steps', '- email: NAME') ?? [];
    const items = all.slice(0, mostSteps - nodes.size);
    const beyond = all[items.length];
    if (beyond !== undefined && !isTooLong) {
      isTooLong = true;
      read.problem(
        'E606',
        `a workflow has at most ${mostSteps} steps`,
        beyond.place,
        'let it start another workflow: - start: { workflow: NAME }',
      );
    }
    const placed = items.map((item, index) => ({ item, syntax: findSyntax(item, syntaxes, read), id: '', index }));
    for (const each of placed) {
      if (each.syntax === undefined) continue;
      each.id = readId(each.item, `${prefix}${each.index + 1}-${each.syntax.kind}`, nodes, read);
      nodes.set(each.id, { id: each.id, kind: each.syntax.kind, config: undefined, ports: {}, place: each.item.place });
    }
    let next = after;
    for (const { item, syntax, id, index } of placed.toReversed()) {
      if (syntax === undefined) continue;
      next = compileStep(item, syntax, id, next);
      const following = items[index + 1];
      if (following !== undefined && Object.keys(nodes.get(id)!.ports).length === 0)
        read.problem('E603', 'this step is never reached', following.place, `"${syntax.kind}" before it ends the run`);
    }
    return next;
  };

  const compileStep = (item: WrittenYaml, syntax: StepSyntax, id: string, next: string | null): string => {
    read.onlyKeys(item, keysOfStep(syntax, item), `in the step "${syntax.kind}"`);
    const config = syntax.parse(item, reader);
    const ports: Record<string, string | null> = {};
    for (const port of syntax.ports ?? ['next']) ports[port] = next;
    for (const branch of syntax.branches?.(item) ?? []) {
      ports[branch.port] =
        branch.steps instanceof WrittenYaml && branch.steps.value !== undefined
          ? compileList(branch.steps, `${id}.${branch.port}.`, next)
          : next;
    }
    const node: StepNode = { id, kind: syntax.kind, config, ports, place: item.place };
    nodes.set(id, node);
    if (config !== undefined) {
      for (const field of syntax.writes?.(config) ?? []) writes.set(field, node);
      for (const name of syntax.starts?.(config) ?? []) starts.add(name);
      for (const cause of syntax.causes?.(config) ?? []) causes.add(cause);
      for (const event of syntax.hears?.(config) ?? []) hears.add(event);
    }
    return id;
  };

  const start = compileList(written, '', null);
  return { nodes, start, writes, starts, causes, hears };
}

function findSyntax(item: WrittenYaml, syntaxes: readonly StepSyntax[], read: Reading): StepSyntax | undefined {
  const kinds = syntaxes.map((syntax) => syntax.kind);
  if (!item.isMap) {
    const written = typeof item.value === 'string' ? item.value : undefined;
    const kind = written === undefined ? undefined : kinds.find((each) => written.startsWith(each));
    read.problem('E601', 'a step is a map', item.place, kind === undefined ? `as in - email: NAME` : `write - ${kind}: …`);
    return undefined;
  }
  const found = item.keys().flatMap((key) => syntaxes.filter((syntax) => syntax.kind === key));
  const main = found.filter((syntax) => !found.some((other) => other !== syntax && Object.hasOwn(keysOfStep(other, item), syntax.kind)));
  const [first, second] = main;
  if (first !== undefined && second === undefined) return first;
  if (second !== undefined) {
    read.problem(
      'E602',
      `one step cannot be both "${first!.kind}" and "${second.kind}"`,
      item.keyPlace(second.kind),
      `begin a step of its own: - ${second.kind}: …`,
    );
    return undefined;
  }
  const key = item.keys().find((each) => each !== 'id') ?? '';
  const meant = suggest(key, kinds);
  read.problem(
    'E601',
    `there is no step "${key}"`,
    item.keyPlace(key),
    meant === undefined ? `steps: ${kinds.join(', ')}` : `did you mean "${meant}"?`,
  );
  return undefined;
}

function readId(item: WrittenYaml, byPlace: string, nodes: ReadonlyMap<string, StepNode>, read: Reading): string {
  if (!item.has('id')) return byPlace;
  const id = read.name(item.at('id'), 'a step');
  if (id === undefined) return byPlace;
  const earlier = nodes.get(id);
  if (earlier === undefined && !/^\d+-/.test(id)) return id;
  if (earlier === undefined)
    read.problem('E604', `the id "${id}" looks like one given by place`, item.at('id').place, 'begin it with a letter');
  else read.problem('E604', `two steps have the id "${id}"`, item.at('id').place, `the first is in line ${earlier.place.line}`);
  return byPlace;
}
