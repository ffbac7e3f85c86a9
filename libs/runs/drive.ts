// Moves one run on until it rests: decision after decision, each with its effects applied before the next is asked.
// The only caller of engine.advance.

import type { Because } from '#libs/audit/because.js';
import { advance, type Advanced } from '#libs/engine/advance.js';
import type { Pick } from '#libs/engine/outcome.js';
import type { Run, RunInput } from '#libs/engine/run.js';
import type { ChosenPeople, Need, StepDefinition } from '#libs/engine/step.js';
import { runFacts, triggerFacts } from '#libs/engine/trigger-facts.js';
import type { Trace } from '#libs/language/expression.js';
import type { Facts, Scope } from '#libs/language/scope.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { putRun, type RunSlice } from './run-slice.js';
import type { World } from './world.js';

export interface DriveContext {
  readonly workspace: Workspace;
  /** The workflow of the version that a run began with. */
  workflowOf(versionId: string): Workflow;
  readonly steps: ReadonlyMap<string, StepDefinition>;
  readonly world: World;
  readonly slice: RunSlice;
  readonly now: number;
  /** Its workflow stands still: it takes the fact that it waited for, and stays before its next step. It may be stopped. */
  readonly isPaused?: boolean;
}

export interface Driven {
  readonly run: Run;
  /** Decisions that were journalled. */
  readonly decisions: number;
  /** Facts that are not loaded yet: bring them and drive the run again with `input`. Empty: it rests or has ended. */
  readonly parked: readonly Need[];
  /** Of kind `event` when the fact is still to be taken: hand `arrived` in again, too. */
  readonly input: RunInput;
}

/** @param arrived the fact of an input of kind `event` */
export function drive(run: Run, input: RunInput, context: DriveContext, arrived?: Facts): Driven {
  let current = run;
  let next: RunInput = input;
  let decisions = 0;
  const { isPaused = false } = context;
  if (isPaused && (input.kind === 'start' || input.kind === 'due')) return { run, decisions, parked: [], input };
  for (;;) {
    const asked: Ask = { run: current, input: next, context, arrived };
    const workflow = context.workflowOf(current.versionId);
    const answer = ask(workflow, asked);
    if (answer === 'not loaded') return { run: current, decisions, parked: needsOf(workflow, current, next, context), input: next };
    if (answer.step === null) {
      const owed = next.kind === 'event' ? owedBy(current, context.now) : null;
      if (owed === null) return { run: current, decisions, parked: [], input: next };
      // It was to move before the fact came, only the timer was late: first that, then the fact finds what it finds.
      const before = drive(current, owed, context);
      decisions += before.decisions;
      if (before.parked.length > 0 || before.decisions === 0) return { ...before, decisions, input: next };
      const rest = drive(before.run, next, context, arrived);
      return { ...rest, decisions: decisions + rest.decisions };
    }
    current = record(workflow, current, answer, context);
    decisions += 1;
    const owed = owedBy(current, context.now);
    if (owed === null || isPaused) return { run: current, decisions, parked: [], input: next };
    next = owed;
  }
}

interface Ask {
  readonly run: Run;
  readonly input: RunInput;
  readonly context: DriveContext;
  readonly arrived: Facts | undefined;
}

function ask(workflow: Workflow, { run, input, context, arrived }: Ask): Advanced | 'not loaded' {
  const { workspace, steps, now, world } = context;
  const scope: Scope = { ...world.scopeFor(run), now, event: triggerFacts(run.trigger), run: runFacts(run) };
  const given = { scope, workspace, steps, now, facts: {}, ...(arrived === undefined ? {} : { arrived }) };
  const answer = advance(workflow, run, input, given);
  if (answer.needs === undefined) return answer;
  const picks = new Map<string, Pick>();
  let people: ChosenPeople | undefined;
  for (const need of answer.needs) {
    const found = need.kind === 'pick' ? world.pick(need.routing, run) : world.people(need, run, scope);
    if (found === 'not loaded') return 'not loaded';
    if (need.kind === 'pick') picks.set(need.routing, found as Pick);
    else people = found as ChosenPeople;
  }
  const chosen = people;
  const facts = {
    ...(picks.size === 0 ? {} : { pick: (routing: string) => picks.get(routing)! }),
    ...(chosen === undefined ? {} : { people: () => chosen }),
  };
  return advance(workflow, run, input, { ...given, facts });
}

function needsOf(workflow: Workflow, run: Run, input: RunInput, { steps }: DriveContext): readonly Need[] {
  const node = workflow.nodes.get(run.step ?? '');
  return (node === undefined ? undefined : steps.get(node.kind)?.needs?.(node.config, input)) ?? [];
}

/**
 * Puts the decision into the journal and its effects into the world; the run may have got a deal by them. What became of a
 * `start` is noted beside the facts that were read: the decision was taken without it, and is the same in a replay.
 */
function record(workflow: Workflow, before: Run, { run, effects, step }: Advanced, context: DriveContext): Run {
  const { world, slice, now } = context;
  const because = becauseOf(workflow, before, step?.outcome['traces'] as unknown as readonly Trace[] | undefined);
  let moved = run;
  let line = step;
  for (const effect of effects) {
    if (effect.kind === 'delivery') world.deliver(moved, effect.key, effect.request, now);
    else {
      const { write } = effect;
      const result = world.apply(moved, write, because, now);
      if (typeof result === 'string') moved = { ...moved, dealId: result };
      else if (typeof result === 'object' && write.kind === 'start' && line !== null)
        line = { ...line, facts: { ...line.facts, [`start.${write.workflow}`]: result } };
    }
  }
  if (line !== null) slice.steps.push(line);
  putRun(slice, moved);
  return moved;
}

function becauseOf(workflow: Workflow, run: Run, traces: readonly Trace[] | undefined): Because {
  const { eventId, name, at, source } = run.trigger;
  const node = workflow.nodes.get(run.step ?? '');
  return {
    by: 'workflow',
    name: workflow.name,
    ...(eventId === null ? {} : { event: { id: eventId, name, at, source } }),
    rule: { place: node?.place ?? workflow.place, version: workflow.hash },
    run: { id: run.id, step: run.step ?? '', workflow: workflow.name },
    ...(traces === undefined ? {} : { traces }),
  };
}

/** What moves it now without anything having come; null: it rests or has ended. */
function owedBy({ state, dueAt, endedAt }: Run, now: number): RunInput | null {
  if (endedAt !== null) return null;
  if (state === 'ready') return { kind: 'start' };
  return dueAt !== null && dueAt <= now ? { kind: 'due' } : null;
}
