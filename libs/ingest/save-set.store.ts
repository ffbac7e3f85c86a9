// Writes what a batch has changed: one statement a table; deliveries and state are one commit (promise 12).

import type { PoolClient } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { SentStatements } from '#libs/database/sent-statements.js';
import { notify } from '#libs/database/wake.store.js';
import { saveDealAudiences } from '#libs/deals/deal-audience.store.js';
import { saveDeals } from '#libs/deals/deal.store.js';
import { saveDeliveries } from '#libs/outbox/outbox.store.js';
import { savePeople, versionOfWrites } from '#libs/people/people.store.js';
import type { PeopleCache } from '#libs/people/people-cache.js';
import { saveAssignments } from '#libs/routing/assignment.store.js';
import { saveAnswers } from '#libs/routing/awaited-answer.store.js';
import { savePools } from '#libs/routing/routing.store.js';
import { saveRuns, saveSteps } from '#libs/runs/run.store.js';
import { saveTasks } from '#libs/tasks/task.store.js';
import { saveTraitDues } from '#libs/traits/trait-due.store.js';
import type { WorkingSet } from './working-set.js';

/** What is only ever added, of what was decided so far: Postgres writes it while the rest is decided. */
export async function saveLines(client: PoolClient, set: WorkingSet, now: number): Promise<void> {
  const sent = new SentStatements();
  if (set.deliveries.length > 0) sent.add(notify(client, 'delivery', ''));
  sent.add(saveDeliveries(client, set.deliveries.splice(0), now));
  sent.add(saveSteps(client, set.runs, set.runs.steps.splice(0)));
  const changes = set.changes.splice(0);
  sent.add(saveChanges(client, changes, set.newId));
  sent.add(saveAssignments(client, changes));
  await sent.all();
}

/** @returns to be called after the commit: what was written need not be read again soon */
export async function saveSet(client: PoolClient, set: WorkingSet, now: number, cache: PeopleCache): Promise<() => void> {
  // In this order: a deal names its account and its contact.
  const sent = new SentStatements();
  sent.add(savePeople(client, set.people));
  sent.add(saveDeals(client, set.deals));
  sent.add(saveDealAudiences(client, set.deals));
  sent.add(savePools(client, set.pools));
  sent.add(saveRuns(client, set.runs));
  sent.add(saveTasks(client, set.tasks));
  sent.add(saveAnswers(client, set.answers, set.touches));
  sent.add(saveTraitDues(client, set.dues));
  sent.add(saveLines(client, set, now));
  const version = versionOfWrites(client);
  sent.add(version);
  await sent.all();
  const written = await version;
  return () => cache.keep(set.people, written);
}
