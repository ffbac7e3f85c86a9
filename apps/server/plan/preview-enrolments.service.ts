// Whom a plan would enrol of those who meet a workflow's beginning already, and what they would be mailed today: the pass that
// follows an apply, a page at a time, decided in memory. Nothing is locked and nothing is written.

import type { Pool } from 'pg';
import { readOnly } from '#libs/database/unlocked.store.js';
import type { BatchContext } from '#libs/ingest/batch-context.js';
import { beginWorkflow } from '#libs/ingest/begin-workflow.js';
import { loadSet } from '#libs/ingest/load-set.store.js';
import { lookedFor, renewSubject } from '#libs/ingest/renew-subject.js';
import { aboutHowMany, subjectPage, wantedOfPage } from '#libs/ingest/subject-page.store.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { Workspace } from '#libs/language/workspace.js';
import { subjectIdOf } from '#libs/runs/enrol.js';
import { nameOfSubject } from '#libs/simulation/backtest/happened.js';
import type { Pass } from '#libs/workspaces/pass-of.js';
import { passKinds } from '#libs/workspaces/workspace-pass.store.js';
import { type CountedMails, countedMails, mailedToday, ownIds } from './mailed-today.js';
import { type Counted, Tally } from './tally.js';

export interface EnrolmentsPreview {
  /** By workflow, in the order of their names. */
  readonly workflows: readonly (Counted & { readonly workflow: string; readonly of: SubjectKind })[];
  /** What leaves until midnight in the workspace's zone, by template. */
  readonly emails: CountedMails;
}

export interface PreviewOptions {
  readonly pass: Pass;
  readonly workspace: Workspace;
  /** Its workspace is the one that is planned. */
  readonly context: BatchContext<Buffer>;
  onProgress?(done: number, of: number): void;
}

const pageSize = 500;
const noId = '0';

export async function previewEnrolments(pool: Pool, { pass, workspace, context, onProgress }: PreviewOptions): Promise<EnrolmentsPreview> {
  const workflows = pass.enrols.map(({ workflow }) => workspace.workflows.get(workflow)!);
  const found = { workflows: new Tally(), emails: new Tally() };
  if (workflows.length === 0) return { workflows: [], emails: [] };
  const now = context.now();
  const about = await aboutHowMany(pool);
  const counted = new Set<string>();
  let done = 0;
  for (const kind of passKinds)
    for (let after: string | null = noId; after !== null;) {
      const from: string = after;
      after = await readOnly(pool, async (client): Promise<string | null> => {
        const page = await subjectPage(client, {
          kind,
          after: from,
          upto: String(Number.MAX_SAFE_INTEGER),
          limit: pageSize,
          having: lookedFor(pass, kind, workspace, workflows),
        });
        done += page.length;
        if (page.length === 0) return null;
        const deals = kind === 'deal' ? page : [];
        const set = await loadSet(client, context, await wantedOfPage(client, kind, page), deals, ownIds());
        for (const one of page)
          for (const met of renewSubject(set, pass, { kind, id: one }, now)) {
            const { workflow } = met.start;
            const subject = subjectIdOf(workflow.of, met.about);
            const name = `${workflow.name} ${subject ?? ''}`;
            // An account may be met by several of its people, on several pages.
            if (workflow.of !== kind && counted.has(name)) continue;
            const begun = subject === null ? null : beginWorkflow(set, met.start, { ...met, causeDepth: null }, now);
            if (begun === null) continue;
            if (workflow.of !== kind) counted.add(name);
            found.workflows.add(workflow.name, () => nameOfSubject(set, workflow.of, subject!));
            set.todo.push(begun);
          }
        if (set.todo.length > 0)
          for (const { template, to } of mailedToday(set, workspace, context.steps, now)) found.emails.add(template, () => to);
        return page.length < pageSize ? null : page.at(-1)!;
      });
      onProgress?.(done, Math.max(about, done));
    }
  return {
    workflows: found.workflows.sorted().map(([workflow, told]) => ({ workflow, of: workspace.workflows.get(workflow)!.of, ...told })),
    emails: countedMails(found.emails),
  };
}
