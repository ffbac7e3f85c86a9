// Whether a run can go on in another version of its workflow: at the step of the same id, when that is there and of the same kind.

import type { Workflow } from '#libs/language/workflow.js';

/** @param step the one it stands at. @returns why it cannot; null: it can */
export function whyNotMove(from: Workflow, to: Workflow, step: string | null): string | null {
  if (step === null) return 'it stands at no step';
  const there = to.nodes.get(step);
  if (there === undefined) return `the new version has no step "${step}"; give the step an id, and the same one in both versions`;
  const here = from.nodes.get(step);
  if (here !== undefined && here.kind !== there.kind)
    return `the step "${step}" is "${there.kind}" in the new version and was "${here.kind}"; give the step an id, and the same one in both versions`;
  return null;
}
