// Every kind of step that a workflow can have: one line each. The language and the engine know none of them by name.
//
// Ports. A step answers with the name of the port through which the run goes on; the compiler joins ports to steps.
// - A step that says nothing has one port, `next`: what follows it.
// - `ports` names others (`then`, `else`), none at all for what ends a run (`exit`). A port whose branch is not written
//   leads to what follows the step; so does the last step of a branch.
// - A port that a node does not have counts as `next`, and a port that leads to null ends the run as completed.

import type { StepDefinition } from '#libs/engine/step.js';
import type { StepSyntax } from '#libs/language/step-syntax.js';
import { createDealStep } from './create-deal/create-deal.step.js';
import { doStep } from './do/do.step.js';
import { emailStep } from './email/email.step.js';
import { enrichStep } from './enrich/enrich.step.js';
import { exitStep } from './exit/exit.step.js';
import { ifStep } from './if/if.step.js';
import { moveDealStep } from './move-deal/move-deal.step.js';
import { notifyStep } from './notify/notify.step.js';
import { routeStep } from './route/route.step.js';
import { setStep } from './set/set.step.js';
import { splitStep } from './split/split.step.js';
import { startStep } from './start/start.step.js';
import { taskStep } from './task/task.step.js';
import { waitForStep } from './wait-for/wait-for.step.js';
import { waitUntilStep } from './wait-until/wait-until.step.js';
import { waitStep } from './wait/wait.step.js';

export const steps: readonly StepDefinition[] = [
  emailStep,
  notifyStep,
  taskStep,
  routeStep,
  createDealStep,
  moveDealStep,
  setStep,
  waitStep,
  waitUntilStep,
  waitForStep,
  ifStep,
  splitStep,
  startStep,
  doStep,
  enrichStep,
  exitStep,
] as readonly StepDefinition[];

/** For `advance`. */
export const stepsByKind: ReadonlyMap<string, StepDefinition> = new Map(steps.map((step) => [step.syntax.kind, step]));

/** For `compileWorkspace`. */
export const stepSyntaxes: readonly StepSyntax[] = steps.map((step) => step.syntax);
