// One round of the pass that follows a new version: the next subjects are taken anew, and whom a plan was told to enrol is enrolled,
// in one commit with how far it is. The pass is held first, then subjects in the order of locks that everybody keeps.

import { subjectIdOf } from '#libs/runs/enrol.js';
import { claimPass, movePass, passKinds, type StandingPass } from '#libs/workspaces/workspace-pass.store.js';
import type { AdvanceOptions } from './advance-batch.service.js';
import { beginWorkflow } from './begin-workflow.js';
import { inBatch, settleAndSave } from './in-batch.store.js';
import { loadSet } from './load-set.store.js';
import { lookedFor, type Met, renewSubject } from './renew-subject.js';
import { subjectPage, wantedOfPage } from './subject-page.store.js';
import type { WorkingSet } from './working-set.js';

const idsPerSubject = 24;

/** @returns how many subjects were taken, at least 1 while there is a pass: the next round is due at once */
export async function renewBatch({ pool, ids, context, limit }: AdvanceOptions): Promise<number> {
  return inBatch(pool, async (client, afterCommit) => {
    const pass = await claimPass(client);
    if (pass === null) return 0;
    const now = context.now();
    const { kind } = pass;
    const { workspace } = await context.workspaces.current(client);
    // A workflow may be gone with a version that was applied since.
    const workflows = pass.enrols.map(({ workflow }) => workspace.workflows.get(workflow)).filter((one) => one !== undefined);
    const page = await subjectPage(client, { ...pass, limit, having: lookedFor(pass, kind, workspace, workflows) });
    let enrolled = 0;
    if (page.length > 0) {
      await ids.prepare(client, page.length * idsPerSubject + 100);
      const set = await loadSet(client, context, await wantedOfPage(client, kind, page), kind === 'deal' ? page : [], ids.take);
      for (const id of page)
        for (const met of renewSubject(set, pass, { kind, id }, now)) {
          const begun = hasBegunSince(set, pass, met) ? null : beginWorkflow(set, met.start, { ...met, causeDepth: null }, now);
          if (begun === null) continue;
          enrolled += 1;
          set.todo.push(begun);
        }
      afterCommit(await settleAndSave(client, set, context, now));
    }
    const next = page.length < limit ? passKinds[passKinds.indexOf(kind) + 1] : kind;
    const after = page.length < limit ? '0' : page.at(-1)!;
    await movePass(client, pass.id, {
      kind: next ?? kind,
      after,
      subjects: page.length,
      enrolled,
      endedAt: next === undefined ? now : null,
    });
    return Math.max(1, page.length);
  });
}

/** A fact under the new version was faster. */
function hasBegunSince({ runs }: WorkingSet, { appliedAt }: StandingPass, { start, about }: Met): boolean {
  const name = `${subjectIdOf(start.workflow.of, about) ?? ''} ${start.workflow.name} `;
  for (const [key, { startedAt }] of runs.ended) if (startedAt >= appliedAt && key.startsWith(name)) return true;
  return false;
}
