// The versions of workflows that a simulation has run by: a run stays with the one it began with.

import { workspaceFacts } from '#libs/ingest/scope-of.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import { indexTriggers } from '#libs/runs/index-triggers.js';

export class VersionsInMemory {
  private readonly versions = new Map<string, Workflow>();

  of(versionId: string): Workflow {
    return this.versions.get(versionId)!;
  }

  /** The part of a batch that follows from the workspace. The first version of a workflow is named like it: mostly there is only one. */
  decidingBy(workspace: Workspace): Pick<WorkingSet, 'workspace' | 'workspaceFacts' | 'triggers' | 'versionIds'> {
    const versionIds = new Map<string, string>();
    for (const [name, workflow] of workspace.workflows) {
      const isFirst = (this.versions.get(name)?.hash ?? workflow.hash) === workflow.hash;
      const id = isFirst ? name : `${name} ${workflow.hash}`;
      if (!this.versions.has(id)) this.versions.set(id, workflow);
      versionIds.set(name, id);
    }
    return {
      workspace,
      workspaceFacts: workspaceFacts(workspace, 'http://localhost'),
      triggers: indexTriggers(workspace.workflows.values()),
      versionIds,
    };
  }
}
