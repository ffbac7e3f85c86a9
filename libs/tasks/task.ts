// Something a person is asked to do about a subject: what a workflow's `task` makes and a rep answers.

import type { SubjectKind } from '#libs/language/subject-kind.js';

export type TaskState = 'open' | 'done' | 'dismissed';

/** Ids are decimal digits, times epoch ms. */
export interface NewTask {
  readonly id: string;
  readonly subject: { readonly kind: SubjectKind; readonly id: string };
  readonly personId: string | null;
  readonly accountId: string | null;
  readonly dealId: string | null;
  /** Key of the rep; null: nobody owned the subject. */
  readonly rep: string | null;
  readonly title: string;
  readonly note: string | null;
  readonly dueAt: number | null;
  readonly createdAt: number;
  readonly workflow: string;
  readonly runId: string;
  readonly step: string;
}
