// A workspace with workflows of its own, and a world that notes what runs do to it.

import type { Because } from '#libs/audit/because.js';
import { beginRun } from '#libs/engine/begin-run.js';
import type { DeliveryRequest, Pick, Write } from '#libs/engine/outcome.js';
import type { ChosenPeople } from '#libs/engine/step.js';
import type { Run, RunTrigger } from '#libs/engine/run.js';
import { compileWorkspace } from '#libs/language/compile-workspace.js';
import { formatProblems } from '#libs/language/format-problem.js';
import type { Facts, Scope } from '#libs/language/scope.js';
import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';
import { stepsByKind, stepSyntaxes } from '#libs/steps/registry.js';
import { small } from '#libs/testing/small-workspace.js';
import type { DriveContext } from './drive.js';
import { emptyRunSlice, putRun, type RunSlice } from './run-slice.js';
import type { StartedRun, World } from './world.js';

export const now = Date.UTC(2026, 10, 24, 9);
export const hour = 3_600_000;

/** @param workflows name → what stands below `workflow:` and `of:` */
export function workspaceWith(workflows: Readonly<Record<string, string>>, of = 'person'): Workspace {
  const written = Object.entries(workflows).map(([name, text]) => ({
    path: `workflows/${name}.yaml`,
    text: `workflow: ${name}\nof: ${of}\n${/^when:/m.test(text) ? '' : 'when: [{ event: Demo Requested }]\n'}${text}\n`,
  }));
  const others = Object.entries(small).flatMap(([path, text]) => (path.startsWith('workflows/') ? [] : [{ path, text }]));
  const plan = { path: 'tracking-plan/account.yaml', text: 'plan: account\nproperties:\n  mrr: { type: money }\n' };
  const files = [...others, plan, ...written];
  const { workspace, problems } = compileWorkspace(files, stepSyntaxes);
  if (workspace === null) throw new Error(formatProblems(problems, files, 'human'));
  return workspace;
}

export const demo: RunTrigger = {
  eventId: '1',
  name: 'Demo Requested',
  at: now - 5,
  receivedAt: now,
  source: 'segment',
  properties: { company_size: 60, platform: 'shopify' },
};

export const nina: Pick = { rep: 'nina', pool: 'inbound/enterprise', reason: 'turn', considered: [{ rep: 'nina', level: 0 }] };

type Members = Record<string, Value>;

/** One person, one account; what is written shows in the next scope. */
export class NotingWorld implements World {
  readonly person: { own: Members; traits: Members } = {
    own: { id: '7', email: 'ana@acme.test', name: 'Ana', can_email: true },
    traits: {},
  };
  readonly account: { own: Members; traits: Members } = { own: { id: '8', name: 'Acme', people: 3 }, traits: {} };
  deal: Facts | undefined;
  readonly picks = new Map<string, Pick>();
  /** In order: `set person.lifecycle = "trial"`, `email.send 100:1-email:1:1 to ana@acme.test`. */
  readonly done: string[] = [];
  readonly because: Because[] = [];

  scopeFor(): Scope {
    return { now: 0, person: this.person, account: this.account, deal: this.deal };
  }

  apply(run: Run, write: Write, because: Because): string | StartedRun | void {
    this.because.push(because);
    switch (write.kind) {
      case 'set':
        (write.of === 'person' ? this.person : this.account).traits[write.field] = write.value;
        this.done.push(`set ${write.of}.${write.field} = ${JSON.stringify(write.value)}`);
        return undefined;
      case 'create_deal':
        this.deal = { own: { id: '90', pipeline: write.pipeline, stage: write.stage }, traits: {} };
        this.done.push(`create_deal ${write.stage}`);
        return '90';
      case 'assign_owner':
        this.done.push(`assign_owner ${write.pick.rep}`);
        return undefined;
      case 'move_deal':
        this.done.push(`move_deal ${write.stage} of ${run.dealId}`);
        return undefined;
      case 'task':
        this.done.push(`task ${write.title} for ${write.rep}`);
        return undefined;
      case 'start':
        this.done.push(`start ${write.workflow}`);
        return { refused: 'it is in it already' };
    }
  }

  deliver(run: Run, key: string, { action, to }: DeliveryRequest): void {
    this.done.push(`${action} ${key} to ${to}${run.dealId === null ? '' : ` about ${run.dealId}`}`);
  }

  people(): ChosenPeople {
    return { chosen: [], met: 0, looked: 0 };
  }

  pick(routing: string): Pick | 'not loaded' {
    return this.picks.get(routing) ?? 'not loaded';
  }
}

export interface Driving {
  readonly workspace: Workspace;
  readonly world: NotingWorld;
  readonly slice: RunSlice;
  readonly run: Run;
  at(time: number): DriveContext;
}

/** A run that stands ready at the first of these steps. */
export function driving(steps: string, more = ''): Driving {
  const workspace = workspaceWith({ tested: `${more}\nsteps:\n${steps}` });
  const workflow = workspace.workflows.get('tested')!;
  const world = new NotingWorld();
  const slice = emptyRunSlice();
  const run = runOf(workspace, 'tested');
  putRun(slice, run);
  const at = (time: number): DriveContext => ({ workspace, workflowOf: () => workflow, steps: stepsByKind, world, slice, now: time });
  return { workspace, world, slice, run, at };
}

export function runOf(workspace: Workspace, name: string, more: Partial<Run> = {}): Run {
  const workflow = workspace.workflows.get(name)!;
  const ids = { id: '100', versionId: '3', personId: '7', accountId: '8', dealId: null, key: '', depth: 0 };
  const begun = beginRun({ ...ids, workflow, subject: { kind: workflow.of, id: '7' }, trigger: demo, now });
  return { ...begun, ...more };
}
