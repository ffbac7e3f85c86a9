// A workflow: what starts it, for whom, what ends it, and its steps.

import { workflowKeys } from '../keys/workflow-keys.js';
import type { ScopeName } from '../scope.js';
import { sha256 } from '../sha256.js';
import type { StepSyntax } from '../step-syntax.js';
import type { SubjectKind } from '../subject-kind.js';
import type { Workflow } from '../workflow.js';
import type { WrittenYaml } from '../yaml/written-yaml.js';
import { canonicalJson } from './canonical-json.js';
import { compileExperiment, compileGoal } from './compile-goal.js';
import { compileSend } from './compile-send.js';
import { compileSteps, type CompiledSteps } from './compile-steps.js';
import { compileStop, compileTrigger } from './compile-triggers.js';
import type { Declared } from './declared.js';
import { Formulas } from './formulas.js';
import type { Reading } from './reading.js';
import { WorkflowStepReader } from './step-reader.js';

const visibleTo: Readonly<Record<SubjectKind, readonly ScopeName[]>> = {
  person: ['event', 'person', 'account', 'deal', 'owner', 'run', 'workspace'],
  account: ['event', 'account', 'deal', 'owner', 'run', 'workspace'],
  deal: ['event', 'deal', 'account', 'person', 'owner', 'run', 'workspace'],
};

export interface CompiledWorkflow {
  readonly workflow: Workflow;
  readonly writes: CompiledSteps['writes'];
  readonly starts: CompiledSteps['starts'];
  /** `stage won`, `event email.sent`: triggers that its steps meet by themselves. */
  readonly causes: ReadonlySet<string>;
}

export function compileWorkflow(
  root: WrittenYaml,
  steps: readonly StepSyntax[],
  declared: Declared,
  read: Reading,
): CompiledWorkflow | undefined {
  read.onlyKeys(root, workflowKeys);
  const name = read.name(root.at('workflow'), 'a workflow');
  const of = (root.has('of') ? read.oneOf(root.at('of'), '"of"', ['person', 'account', 'deal']) : 'person') ?? 'person';
  const about = root.has('about') ? read.text(root.at('about'), '"about"') : undefined;
  const whenWritten = read.required(root, 'when', 'when: [{ event: NAME }]');
  const when = (whenWritten === undefined ? [] : read.oneOrMore(whenWritten))
    .map((trigger) => compileTrigger(trigger, of, visibleTo[of], declared, read))
    .filter((trigger) => trigger !== undefined);
  const events = when.flatMap((trigger) => (trigger.kind === 'event' ? [trigger.event] : []));
  const seesEvent = events.length > 0 || when.length === 0;
  const visible = visibleTo[of].filter((each) => each !== 'event' || seesEvent);
  const formulas = new Formulas(read, declared.names.scope(visible, events));
  const condition = root.has('if') ? formulas.condition(root.at('if')) : undefined;
  const key = root.has('key') ? formulas.expression(root.at('key')) : undefined;
  const stopIf = root.has('stop_if') ? formulas.condition(root.at('stop_if')) : undefined;
  const stopWhen = (root.has('stop_when') ? read.oneOrMore(root.at('stop_when')) : [])
    .map((stop) => compileStop(stop, declared, read))
    .filter((stop) => stop !== undefined);
  const unlessIn = (root.has('unless_in') ? read.oneOrMore(root.at('unless_in')) : [])
    .map((each) => read.known(each, 'E309', 'a workflow', declared.workflows.keys()))
    .filter((each) => each !== undefined);
  const again = root.has('again') ? readAgain(root.at('again'), read) : { kind: 'never' as const };
  const formulasFor = (event: string) => new Formulas(read, declared.names.scope([...new Set([...visible, 'event' as const])], [event]));
  const ofPeople = new Formulas(read, declared.names.scope([...new Set([...visible, 'person' as const])], events));
  const goal = root.has('goal') ? compileGoal(root.at('goal'), declared, formulasFor, read) : undefined;
  const experiment = root.has('experiment') ? compileExperiment(root.at('experiment'), of, declared, read) : undefined;
  const send = root.has('send') ? compileSend(root.at('send'), read) : undefined;
  const onPublish = root.has('on_publish') ? read.oneOf(root.at('on_publish'), '"on_publish"', ['keep', 'migrate']) : 'keep';
  const stepsWritten = read.required(root, 'steps', 'steps: [{ email: NAME }]');
  if (stepsWritten === undefined) return undefined;
  const reader = new WorkflowStepReader(of, declared, formulas, read, formulasFor, ofPeople);
  const { nodes, start, writes, starts, causes, hears } = compileSteps(stepsWritten, steps, reader, read);
  if (name === undefined) return undefined;
  const workflow: Workflow = {
    name,
    ...(about === undefined ? {} : { about }),
    of,
    when,
    ...(condition === undefined ? {} : { if: condition }),
    again: again ?? { kind: 'never' },
    ...(key === undefined ? {} : { key }),
    unlessIn,
    stopWhen,
    ...(stopIf === undefined ? {} : { stopIf }),
    ...(goal === undefined ? {} : { goal }),
    ...(experiment === undefined ? {} : { experiment }),
    ...(send === undefined ? {} : { send }),
    ...(onPublish === 'migrate' ? { onPublish } : {}),
    nodes,
    start,
    ...(hears.size === 0 ? {} : { hears }),
    hash: sha256(canonicalJson(root.value)),
    place: root.at('workflow').place,
  };
  const first = (pipeline: string) => declared.pipelines.get(pipeline)?.[0] ?? '';
  const met = [...causes].map((cause) => (cause.startsWith('opens ') ? `stage ${first(cause.slice(6))}` : cause));
  return { workflow, writes, starts, causes: new Set(met) };
}

function readAgain(written: WrittenYaml, read: Reading): Workflow['again'] | undefined {
  const { value } = written;
  if (value === 'never') return { kind: 'never' };
  if (value === 'after exit') return { kind: 'after_exit' };
  const after = typeof value === 'string' ? /^after\s+(\S+)$/.exec(value)?.[1] : undefined;
  if (after === undefined) {
    read.problem('E204', '"again" says when a subject may come in once more', written.place, 'write never, after exit, or after 30d');
    return undefined;
  }
  const ms = read.durationText(after, '"again"', written.place);
  return ms === undefined ? undefined : { kind: 'after', ms };
}
