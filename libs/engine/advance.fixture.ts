// Workflows whose steps answer what a test tells them, and runs through them.

import type { Condition } from '#libs/language/expression.js';
import { compile } from '#libs/language/expression/condition.fixture.js';
import type { Scope } from '#libs/language/scope.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { workspaceOf } from '#libs/testing/small-workspace.js';
import type { AdvanceContext } from './advance.js';
import { beginRun } from './begin-run.js';
import type { Decision, Match, Outcome, Pick } from './outcome.js';
import type { Run, RunInput } from './run.js';
import { defineStep, type StepContext, type StepDefinition } from './step.js';

export const now = Date.UTC(2026, 10, 24, 9);
export const hour = 3_600_000;
export const workspace: Workspace = workspaceOf();

type Decide = (context: StepContext<unknown>) => Decision;

const syntax = { about: 'answers what the test says', example: '', schema: {}, keys: {}, parse: () => undefined };
export const steps: ReadonlyMap<string, StepDefinition> = new Map(
  [
    defineStep<Decide>({ syntax: { ...syntax, kind: 'answer' }, decide: (context) => context.config(context) }),
    defineStep<Decide>({
      syntax: { ...syntax, kind: 'route' },
      needs: () => [{ kind: 'pick', routing: 'inbound' }],
      decide: (context) => context.config(context),
    }),
  ].map((step) => [step.syntax.kind, step as StepDefinition]),
);

interface WrittenStep {
  readonly decide: Decide;
  readonly kind?: 'answer' | 'route' | 'gone';
  /** Absent: `next` leads to the step after it. */
  readonly ports?: Readonly<Record<string, string | null>>;
}

const place = { file: 'workflows/test.yaml', line: 1, column: 1 };

/** @param written in order; each leads to the one after it, the last to the end */
export function workflowOf(written: Readonly<Record<string, WrittenStep>>, more: Partial<Workflow> = {}): Workflow {
  const ids = Object.keys(written);
  const nodes = Object.entries(written).map(([id, { decide, kind = 'answer', ports }], index) => {
    return { id, kind, config: decide, ports: ports ?? { next: ids[index + 1] ?? null }, place: { ...place, line: index + 2 } };
  });
  return {
    name: 'test',
    of: 'person',
    when: [],
    again: { kind: 'never' },
    unlessIn: [],
    stopWhen: [],
    nodes: new Map(nodes.map((node) => [node.id, node])),
    start: ids[0] ?? null,
    hash: 'h1',
    place,
    ...more,
  };
}

/** A step that always answers the same. */
export function answers(outcome: Outcome, more: Omit<Decision, 'outcome'> = {}): WrittenStep {
  return { decide: () => ({ outcome, ...more }) };
}

export const goes = answers({ kind: 'go', port: 'next' });

export function listensFor(match: readonly Match[], until: number | null): Outcome {
  return { kind: 'listen', for: match, until, otherwise: 'otherwise' };
}

export function runOf(workflow: Workflow, more: Partial<Run> = {}): Run {
  const subject = { kind: workflow.of, id: '7' } as const;
  const trigger = {
    eventId: '1',
    name: 'Demo Requested',
    at: now - 5,
    receivedAt: now,
    source: 'segment',
    properties: { plan: 'pro' },
  };
  const ids = { id: '100', versionId: '3', personId: '7', accountId: '8', dealId: null };
  return { ...beginRun({ ...ids, workflow, subject, key: '', depth: 0, trigger, now }), ...more };
}

/** @param name also the fact's id is made of it */
export function event(name: string, delivery: string | null = null): RunInput {
  return { kind: 'event', name, delivery, eventId: '2', at: now };
}

export const start: RunInput = { kind: 'start' };
export const due: RunInput = { kind: 'due' };

export function contextOf(scope: Partial<Scope> = {}, more: Partial<AdvanceContext> = {}): AdvanceContext {
  return { scope: { now, ...scope }, workspace, facts: {}, now, steps, ...more };
}

export function facts(own: Record<string, unknown>, traits: Record<string, unknown> = {}) {
  return { own, traits } as NonNullable<Scope['deal']>;
}

export function conditionOf(source: string): Condition {
  return compile(source).condition!;
}

export const nina: Pick = { rep: 'nina', pool: 'inbound:enterprise', reason: 'turn', considered: [{ rep: 'nina', level: 0 }] };
