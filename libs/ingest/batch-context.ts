// What a batch works with, handed in by whoever runs the loops.

import type { ClientBase } from 'pg';
import type { StepDefinition } from '#libs/engine/step.js';
import type { Fact } from '#libs/language/fact.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { Paused } from '#libs/runs/pause.js';
import type { PeopleCache } from '#libs/people/people-cache.js';

export interface Applied {
  readonly workspace: Workspace;
  /** Workflow name → row of workflow_version. */
  readonly versionIds: ReadonlyMap<string, string>;
  /** Workflows that stand still. */
  readonly paused?: Paused;
}

/** An inbox row, as a source understands it. */
export interface StoredRow<Bytes> {
  readonly id: string;
  readonly source: string;
  readonly receivedAt: number;
  readonly key: string;
  readonly body: Bytes;
}

export interface BatchContext<Bytes> {
  /** The newest version, and any other by the runs that began with it. */
  readonly workspaces: {
    /** On the batch's own connection: a batch that waited for a second one could wait for itself. */
    current(client: ClientBase): Promise<Applied>;
    workflow(versionId: string, client: ClientBase): Promise<Workflow>;
  };
  /** What a row says. Throws for what cannot be understood: the row is set aside. */
  understand(row: StoredRow<Bytes>): readonly Fact[];
  /** A text that two facts have in common when they are one → uuid. */
  samenessKey(text: string): string;
  readonly steps: ReadonlyMap<string, StepDefinition>;
  /** Of this process: rows that came by lately. */
  readonly cache: PeopleCache;
  /** Of the instance: which addresses are suppressed is kept under it. */
  readonly secret: string;
  readonly publicUrl: string;
  /** Epoch ms. */
  now(): number;
}
