// After two subjects became one: tasks of the batch that named the one that is gone name the survivor.

import type { NewTask } from './task.js';

/** Changes the list in place; the stored rows are the merge's own affair. */
export function mergeTasks(tasks: NewTask[], kind: 'person' | 'account', gone: string, kept: string): void {
  for (const [place, task] of tasks.entries()) {
    const isSubject = task.subject.kind === kind && task.subject.id === gone;
    const isNamed = (kind === 'person' ? task.personId : task.accountId) === gone;
    if (!isSubject && !isNamed) continue;
    tasks[place] = {
      ...task,
      ...(isSubject ? { subject: { kind, id: kept } } : {}),
      ...(isNamed ? (kind === 'person' ? { personId: kept } : { accountId: kept }) : {}),
    };
  }
}
