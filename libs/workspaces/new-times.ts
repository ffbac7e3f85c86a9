// Which times that come again a new version has and the standing one has not, and when each comes first for anybody at all.

import { nextEvery, zonesOfEvery } from '#libs/language/every.js';
import type { Workspace } from '#libs/language/workspace.js';

export interface NewTime {
  readonly workflow: string;
  /** `mon 09:00 owner`. */
  readonly every: string;
  /** Epoch ms. */
  readonly nextAt: number;
}

/** @param before null: the first version */
export function newTimes(before: Workspace | null, after: Workspace, now: number): readonly NewTime[] {
  const timesOf = (workspace: Workspace) =>
    [...workspace.workflows.values()].flatMap(({ name: workflow, when }) =>
      when.filter((trigger) => trigger.kind === 'every').map((trigger) => ({ workflow, trigger })),
    );
  const standing = new Set(before === null ? [] : timesOf(before).map(({ workflow, trigger }) => `${workflow} ${trigger.name}`));
  return timesOf(after)
    .filter(({ workflow, trigger }) => !standing.has(`${workflow} ${trigger.name}`))
    .map(({ workflow, trigger }) => ({ workflow, every: trigger.name, nextAt: nextEvery(trigger, zonesOfEvery(trigger, after), now) }));
}
