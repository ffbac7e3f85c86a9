// Which differences are none: what was due by the server's clock and not done yet when the history was taken is done in the
// replay, whose clock stands at the same moment. Everything else is a deviation.

import type { Workspace } from '#libs/language/workspace.js';
import type { DueLine } from '#libs/reporting/history-line.js';
import type { Deviation } from './verification.js';

/** @param workspace by which production decides now: it knows the reps' addresses */
export function tellPending(
  differences: readonly Deviation[],
  due: readonly DueLine[],
  workspace: Workspace,
): { readonly deviations: readonly Deviation[]; readonly pending: readonly Deviation[] } {
  const who = new Set(due.flatMap((line) => line.who));
  const workflows = new Set(due.flatMap(({ workflow }) => (workflow === undefined ? [] : [workflow])));
  // Each rep who has not answered is written to once, or the one is who gets the lead.
  let reminders = due.filter(({ of }) => of === 'answer').length * 2;
  const reps = new Set([...workspace.team.reps.values()].map(({ email }) => `notify.rep to ${email}`));
  const isPending = (difference: Deviation): boolean => {
    const { what, replay, isDelivery } = difference;
    if (isDelivery !== true) return [...who].some((name) => what.endsWith(` ${name}`));
    if (difference.production !== 'not there') return false;
    if ([...who].some((name) => what.endsWith(` to ${name}`))) return true;
    const { workflow } = JSON.parse(replay) as { readonly workflow?: string };
    if (workflow !== undefined) return workflows.has(workflow);
    if (!reps.has(what) || reminders === 0) return false;
    reminders -= 1;
    return true;
  };
  const deviations: Deviation[] = [];
  const pending: Deviation[] = [];
  for (const difference of differences) (isPending(difference) ? pending : deviations).push(difference);
  return { deviations, pending };
}
