// What a new version asks of subjects that are there already: whether their traits are to be taken anew, and which workflows
// some of them meet the beginning of by it. Already met is no transition: nobody is enrolled unless a plan was told to.

import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';

export interface EnrolWish {
  readonly workflow: string;
  /** `met`: its beginning is new, whoever meets it now; `becomes`: only who meets it by the traits that are new. */
  readonly how: 'met' | 'becomes';
}

export interface Pass {
  /** Traits, scores or audiences are defined otherwise. */
  readonly renews: boolean;
  readonly enrols: readonly EnrolWish[];
}

/** @param before the version that stands; null: the first one is applied, to nobody */
export function passOf(before: Workspace | null, after: Workspace): Pass {
  if (before === null) return { renews: false, enrols: [] };
  const renews = renewedOf(before) !== renewedOf(after);
  const enrols: EnrolWish[] = [];
  for (const workflow of after.workflows.values()) {
    // What arrives and what a calendar says is a moment: nobody meets it already.
    if (!workflow.when.some(({ kind }) => kind === 'trait' || kind === 'stage')) continue;
    const standing = before.workflows.get(workflow.name);
    const isNew = standing === undefined || beginningOf(standing) !== beginningOf(workflow);
    if (isNew) enrols.push({ workflow: workflow.name, how: 'met' });
    else if (renews) enrols.push({ workflow: workflow.name, how: 'becomes' });
  }
  return { renews, enrols };
}

function renewedOf({ traits, scores, dealAudiences }: Workspace): string {
  return definitionOf([traits, scores, dealAudiences]);
}

function beginningOf(workflow: Workflow): string {
  return definitionOf([workflow.of, workflow.when, workflow.if ?? null]);
}

/** As text without the places: a line that moved is no change. Conditions stand in it by their source. */
function definitionOf(value: unknown): string {
  return JSON.stringify(value, (name, held: unknown) => {
    if (name === 'place') return undefined;
    return held instanceof Map || held instanceof Set ? [...(held as Iterable<unknown>)] : held;
  });
}
