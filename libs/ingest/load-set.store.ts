// Loads and locks what a batch touches: one query a table, in the order of locks that everybody keeps.

import type { Buffer } from 'node:buffer';
import type { PoolClient } from 'pg';
import { loadDealAudiences } from '#libs/deals/deal-audience.store.js';
import { loadDeals } from '#libs/deals/deal.store.js';
import { emptyDealSlice } from '#libs/deals/deal-slice.js';
import type { Workflow } from '#libs/language/workflow.js';
import type { Wanted } from '#libs/people/keys-of-fact.js';
import { loadMorePeople, loadPeople } from '#libs/people/people.store.js';
import { emptyPoolSlice } from '#libs/routing/pool-slice.js';
import { loadRuns } from '#libs/runs/run.store.js';
import { indexTriggers, type TriggerIndex } from '#libs/runs/index-triggers.js';
import type { Workspace } from '#libs/language/workspace.js';
import type { BatchContext } from './batch-context.js';
import { workspaceFacts } from './scope-of.js';
import type { WorkingSet } from './working-set.js';

const triggerIndexes = new WeakMap<Workspace, TriggerIndex>();

/** @param newId prepared for as many as the batch may need */
export async function loadSet(
  client: PoolClient,
  context: BatchContext<Buffer>,
  wanted: Wanted,
  dealIds: readonly string[],
  newId: () => string,
): Promise<WorkingSet> {
  const { workspace, versionIds, paused } = await context.workspaces.current(client);
  const people = await loadPeople(client, wanted, context.secret, context.cache);
  const subjects = { accountIds: [...people.accounts.keys()], personIds: [...people.persons.keys()] };
  const deals = workspace.pipelines.size === 0 ? emptyDealSlice() : await loadDeals(client, { ...subjects, dealIds });
  if (workspace.dealAudiences.length > 0) await loadDealAudiences(client, deals);
  const runs = await loadRuns(client, [...subjects.personIds, ...subjects.accountIds, ...deals.deals.keys()]);
  const named = [...runs.runs.values()].map(({ personId }) => personId);
  const contacts = [...deals.deals.values()].map(({ contactId }) => contactId);
  const others = [...new Set([...named, ...contacts])].filter((id) => id !== null);
  await loadMorePeople(client, people, others, context.secret, context.cache);
  const workflows = new Map<string, Workflow>();
  const watched = [...runs.watched.values()].flatMap((ofOne) => [...ofOne.values()]);
  for (const { versionId } of [...runs.runs.values(), ...watched])
    if (!workflows.has(versionId)) workflows.set(versionId, await context.workspaces.workflow(versionId, client));
  for (const [name, id] of versionIds) workflows.set(id, workspace.workflows.get(name)!);
  return {
    workspace,
    workspaceFacts: workspaceFacts(workspace, context.publicUrl),
    triggers: triggersOf(workspace),
    versionIds,
    ...(paused === undefined ? {} : { paused }),
    workflowOf: (versionId) => workflows.get(versionId)!,
    people,
    deals,
    runs,
    pools: emptyPoolSlice(),
    rosters: new Map(),
    deliveries: [],
    tasks: [],
    changes: [],
    dues: [],
    audienceAsks: [],
    todo: [],
    answers: [],
    touches: [],
    creditWishes: [],
    refusals: [],
    newId,
  };
}

function triggersOf(workspace: Workspace): TriggerIndex {
  let index = triggerIndexes.get(workspace);
  if (index === undefined) {
    index = indexTriggers(workspace.workflows.values());
    triggerIndexes.set(workspace, index);
  }
  return index;
}
