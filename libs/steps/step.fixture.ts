// One step of a small workspace, compiled as in production, and asked for its decision.

import type { Decision } from '#libs/engine/outcome.js';
import type { Run } from '#libs/engine/run.js';
import type { StepContext } from '#libs/engine/step.js';
import { beginRun } from '#libs/engine/begin-run.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import type { Scope } from '#libs/language/scope.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { StepNode, Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { small } from '#libs/testing/small-workspace.js';
import { stepsByKind, stepSyntaxes } from './registry.js';

export const now = Date.UTC(2026, 10, 24, 9);
export const hour = 3_600_000;

const texts: Readonly<Record<string, string>> = {
  ...small,
  'tracking-plan/person.yaml':
    'plan: person\nproperties:\n  role: { type: string }\n  lifecycle: { type: string, one_of: [lead, trial, dormant] }\n',
  'tracking-plan/account.yaml':
    'plan: account\nproperties:\n  last_mailed_at: { type: timestamp }\n  mrr: { type: money }\n  employees_said: { type: integer, min: 1 }\n  shops: { type: list, of: string }\n',
  'connections.yaml':
    'connections:\n  companies:\n    enrich: account\n    url: "https://api.example.com/companies?domain=${{ account.domain }}"\n    headers: { Authorization: "Bearer ${env.COMPANIES_KEY}" }\n    map: { employees_said: answer.metrics.employees, mrr: answer.mrr }\n',
  'workflows/onboarding.yaml': 'workflow: onboarding\nof: person\nwhen: []\nsteps: [{ wait: 1h }]\n',
  'pipelines/new-business.yaml':
    'pipeline: new-business\nof: account\nmatch: [deal.id, account.domain]\nstages:\n  new:\n  qualified:\n  won: { when: stripe.invoice_paid }\n',
};

/** A second pipeline, for who wants one. */
export const renewal = {
  'pipelines/renewal.yaml': 'pipeline: renewal\nof: account\nmatch: [deal.id]\nstages:\n  open:\n  renewed:\n',
};

export interface WrittenAs {
  readonly of?: SubjectKind;
  /** Files that are other than in the small workspace; null: not there. */
  readonly files?: Readonly<Record<string, string | null>>;
}

/** @param yaml one step, as it stands in a workflow without its dash */
export function compile(yaml: string, { of = 'person', files: changes = {} }: WrittenAs = {}) {
  const step = yaml.split('\n').map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
  const workflow = `workflow: tested\nof: ${of}\nwhen:\n  - event: Demo Requested\nsteps:\n${step.join('\n')}\n`;
  const all = { ...texts, 'workflows/inbound.yaml': null, 'workflows/tested.yaml': workflow, ...changes };
  const files = Object.entries(all).flatMap(([path, text]) => (text === null ? [] : [{ path, text }]));
  return { ...compileWorkspace(files, stepSyntaxes), files };
}

/** `E205 line 6: this is a duration; "soon" is not (as in 30m, 4d or 1h30m)`; the step begins in line 6. */
export function problemsOf(yaml: string, as: WrittenAs = {}): readonly string[] {
  return compile(yaml, as).problems.map(
    ({ code, message, place, hint }) => `${code} ${place.line}:${place.column} ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

export interface CompiledStep {
  readonly workspace: Workspace;
  readonly workflow: Workflow;
  readonly node: StepNode;
}

/** @throws Error with all problems, when there is one */
export function stepOf(yaml: string, as: WrittenAs = {}): CompiledStep {
  const { workspace, problems, files } = compile(yaml, as);
  const workflow = workspace?.workflows.get('tested');
  if (workspace === null || workflow === undefined) throw new Error(formatProblems(problems, files, 'human'));
  return { workspace, workflow, node: workflow.nodes.get(workflow.start!)! };
}

export function configOf(yaml: string, as: WrittenAs = {}): unknown {
  return stepOf(yaml, as).node.config;
}

export interface Given extends WrittenAs {
  readonly scope?: Partial<Scope>;
  readonly input?: StepContext<unknown>['input'];
  readonly run?: Partial<Run>;
  readonly visit?: number;
  readonly facts?: StepContext<unknown>['facts'];
  /** For what is gone since the run began. */
  readonly workspace?: Partial<Workspace>;
}

export function contextOf({ workspace, workflow, node }: CompiledStep, given: Given = {}): StepContext<unknown> {
  const { scope = {}, input = { kind: 'start' }, run = {}, visit = 1, facts = {} } = given;
  const trigger = { eventId: '1', name: 'Demo Requested', at: now, receivedAt: now, source: 'segment', properties: {} };
  const subject = { kind: workflow.of, id: '7' };
  const ids = { id: '100', versionId: '3', personId: '7', accountId: '8', dealId: null };
  return {
    config: node.config,
    scope: { now, ...scope },
    input,
    run: { ...beginRun({ ...ids, workflow, subject, key: '', depth: 0, trigger, now }), visits: { [node.id]: visit }, ...run },
    visit,
    now,
    workspace: { ...workspace, ...given.workspace },
    facts,
  };
}

export function decide(yaml: string, given: Given = {}): Decision {
  const step = stepOf(yaml, given);
  return stepsByKind.get(step.node.kind)!.decide(contextOf(step, given));
}

export function facts(own: Record<string, unknown>, traits: Record<string, unknown> = {}) {
  return { own, traits } as NonNullable<Scope['person']>;
}

export function arrived(name: string, delivery: string | null = null): StepContext<unknown>['input'] {
  return { kind: 'event', name, delivery, eventId: '2', at: now };
}
