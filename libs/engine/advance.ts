// advance: exactly one decision of one run. It decides everything and does nothing: equal inputs give equal outputs.

import type { Trace } from '#libs/language/expression.js';
import type { Facts, Scope } from '#libs/language/scope.js';
import type { StepNode, Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { type BroughtFacts, isMissing, notedFacts } from './brought-facts.js';
import { deliveryKey } from './delivery-key.js';
import { findStop, type Stop } from './find-stop.js';
import { type JournalLine, journalLine } from './journal-line.js';
import { matchOf } from './match-of.js';
import type { Decision, Effect, Match, Outcome } from './outcome.js';
import { type NotedFacts, recordingScope } from './record-facts.js';
import { depthLimit, type Run, type RunInput, type RunStep, stepLimit } from './run.js';
import type { Need, StepDefinition } from './step.js';

export interface AdvanceContext {
  /** What the run's conditions see; its `event` is the fact that started the run. */
  readonly scope: Scope;
  /** The fact that wakes it, for an input of kind `event`: `event` in the condition of what it waits for. */
  readonly arrived?: Facts;
  readonly workspace: Workspace;
  readonly facts: BroughtFacts;
  readonly now: number;
  readonly steps: ReadonlyMap<string, StepDefinition>;
}

export interface Advanced {
  /** The same object when nothing happened. */
  readonly run: Run;
  readonly effects: readonly Effect[];
  /** Null: the input did not concern the run as it stands (it is early, ended, or listens for something else), or facts are missing. */
  readonly step: RunStep | null;
  /** Facts to be brought; then ask again with the same input. */
  readonly needs?: readonly Need[];
}

/**
 * `start` enters the step at which the run stands ready; `due` and `event` wake it, `stop` ends it.
 * Stops are looked for before the step is asked. A run that has used up its steps or stands too deep in a chain of causes
 * ends as failed, and says so.
 */
export function advance(workflow: Workflow, run: Run, input: RunInput, context: AdvanceContext): Advanced {
  if (!concerns(workflow, run, input, context.now)) return { run, effects: [], step: null };
  const facts: NotedFacts = {};
  const scope = recordingScope(context.scope, facts);
  const node = run.step === null ? undefined : workflow.nodes.get(run.step);
  const visit = (run.visits[run.step ?? ''] ?? 0) + (input.kind === 'start' ? 1 : 0);
  const line: JournalLine = { run, input, now: context.now, kind: node?.kind ?? '', visit, facts };

  const arrived =
    input.kind === 'event' ? recordingScope({ ...context.scope, event: context.arrived }, facts, { event: 'arrived' }) : scope;
  const stop = findStop(workflow, run, input, scope, arrived);
  if (stop !== null) return end(line, stop);
  if (input.kind === 'event' && (isOver(run, context.now) || matchOf(run, input) === null)) return { run, effects: [], step: null };
  const limit = limitOf(run);
  if (limit !== null) return failed(line, limit);
  if (run.arm === 'holdout') return close(line, 'done', { kind: 'finish', reason: 'holdout' });
  if (run.step === null) return close(line, 'done', { kind: 'finish', reason: 'completed' });
  if (node === undefined) return failed(line, `the workflow has no step "${run.step}"`);
  const definition = context.steps.get(node.kind);
  if (definition === undefined) return failed(line, `there is no step "${node.kind}" any more`);

  const needs = definition.needs?.(node.config, input) ?? [];
  if (needs.some((need) => isMissing(need, context.facts))) return { run, effects: [], step: null, needs };
  // What it slept for has come: there is nothing to decide.
  const decision: Decision =
    input.kind === 'due'
      ? { outcome: { kind: 'go', port: run.duePort ?? 'next' } }
      : decide(definition, node, run, input, visit, arrived, facts, context);
  if (goesOnListening(run, input, decision)) return { run, effects: [], step: null };
  return {
    run: move(run, node, input, visit, decision.outcome, context.now),
    effects: effectsOf(run, node.id, visit, input, decision),
    step: journalLine(line, decision.outcome, decision),
  };
}

function concerns(workflow: Workflow, run: Run, input: RunInput, now: number): boolean {
  if (run.endedAt !== null) return false;
  switch (input.kind) {
    case 'stop':
      return true;
    case 'start':
      return run.state === 'ready';
    case 'due':
      return run.state !== 'ready' && isOver(run, now);
    case 'event':
      return (
        matchOf(run, input) !== null ||
        workflow.goal?.event === input.name ||
        workflow.stopWhen.some((stop) => stop.kind === 'event' && stop.event === input.name)
      );
    case 'retry':
    case 'migrate':
      return false;
  }
}

/** A wait never ends early, and a fact that comes after its time finds it over, however late the timer is. */
function isOver({ dueAt }: Run, now: number): boolean {
  return dueAt !== null && dueAt <= now;
}

function limitOf(run: Run): string | null {
  if (run.stepsTaken >= stepLimit)
    return `it has taken ${stepLimit.toLocaleString('en-US')} steps, the most a run may take; look for steps that bring it back to where it was`;
  if (run.depth > depthLimit)
    return `it stands ${run.depth} runs deep in a chain of causes, and ${depthLimit} is the limit; look for workflows that start each other`;
  return null;
}

function decide(
  definition: StepDefinition,
  node: StepNode,
  run: Run,
  input: RunInput,
  visit: number,
  scope: Scope,
  facts: NotedFacts,
  context: AdvanceContext,
): Decision {
  const { now, workspace } = context;
  const heard = (event: string) => run.heard.filter(({ name }) => name === event);
  const brought = notedFacts(context.facts, heard, context.scope, facts);
  try {
    return definition.decide({ config: node.config, scope, input, run, visit, now, workspace, facts: brought });
  } catch (error) {
    // A fault of ours in one step must not hold up the batch that this run is part of.
    return {
      outcome: { kind: 'fail', reason: `the step "${node.id}" broke: ${error instanceof Error ? error.message : 'no reason given'}` },
    };
  }
}

/** Asked again and none the wiser: no line in the journal for every page that somebody reads. */
function goesOnListening(run: Run, input: RunInput, { outcome, writes, deliveries }: Decision): boolean {
  if (input.kind !== 'event' || outcome.kind !== 'listen') return false;
  const isSame = outcome.until === run.dueAt && isSameList(outcome.for, run.listens);
  return isSame && (writes?.length ?? 0) + (deliveries?.length ?? 0) === 0;
}

function isSameList(one: readonly Match[], other: readonly Match[]): boolean {
  if (one.length !== other.length) return false;
  return one.every(({ event, port, delivery }, at) => {
    const there = other[at]!;
    return event === there.event && port === there.port && delivery === there.delivery;
  });
}

function move(run: Run, node: StepNode, input: RunInput, visit: number, outcome: Outcome, now: number): Run {
  const visits = input.kind === 'start' ? { ...run.visits, [node.id]: visit } : run.visits;
  const stepsTaken = run.stepsTaken + 1;
  const at: Run = { ...run, visits, stepsTaken, listens: [], dueAt: null, duePort: null };
  switch (outcome.kind) {
    case 'sleep':
      return { ...at, state: 'sleeping', dueAt: outcome.until, duePort: outcome.port };
    case 'listen':
      return { ...at, state: 'listening', listens: outcome.for, dueAt: outcome.until, duePort: outcome.otherwise };
    case 'finish':
      return ended(at, 'done', outcome.reason, now);
    case 'fail':
      return ended(at, 'failed', outcome.reason, now);
    case 'go': {
      const next = (Object.hasOwn(node.ports, outcome.port) ? node.ports[outcome.port] : node.ports['next']) ?? null;
      return next === null ? ended(at, 'done', 'completed', now) : { ...at, state: 'ready', step: next, dueAt: now };
    }
  }
}

function ended(run: Run, state: 'done' | 'stopped' | 'failed', reason: string, now: number): Run {
  return { ...run, state, step: null, listens: [], dueAt: null, duePort: null, endedAt: now, endReason: reason };
}

function end(line: JournalLine, { reason, trace }: Stop): Advanced {
  return close(line, 'stopped', { kind: 'stop', reason }, trace === undefined ? [] : [trace]);
}

function failed(line: JournalLine, reason: string): Advanced {
  return close(line, 'failed', { kind: 'fail', reason });
}

/** An end that no step has answered. */
function close(
  line: JournalLine,
  state: 'done' | 'stopped' | 'failed',
  outcome: { readonly kind: 'finish' | 'stop' | 'fail'; readonly reason: string },
  traces: readonly Trace[] = [],
): Advanced {
  const run = { ...line.run, stepsTaken: line.run.stepsTaken + 1 };
  return { run: ended(run, state, outcome.reason, line.now), effects: [], step: journalLine(line, outcome, { traces }) };
}

function effectsOf(run: Run, step: string, visit: number, input: RunInput, { writes = [], deliveries = [] }: Decision): readonly Effect[] {
  const wokenAs = input.kind === 'start' ? null : run.stepsTaken + 1;
  return [
    ...writes.map((write): Effect => ({ kind: 'write', write })),
    ...deliveries.map((request, index): Effect => ({
      kind: 'delivery',
      key: deliveryKey(run.id, step, visit, index + 1, wokenAs),
      request,
    })),
  ];
}
