// Which rep an event is the doing of: a meeting they hold, a call they made, a mail they wrote. What Millrace sends by itself is none.

import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';

/** Properties in which sources name the rep: by key or by address. */
const names = ['rep', 'rep_email', 'host_email', 'from_email'] as const;
/** A meeting that is not held is no touch. */
const untouched: ReadonlySet<string> = new Set(['calendly.canceled', 'calendly.no_show']);
const awaiting = new WeakMap<Workspace, boolean>();

/** Whether any routing of the workspace waits for answers; where none does, nobody need look for touches. */
export function awaitsAnswers(workspace: Workspace): boolean {
  let awaits = awaiting.get(workspace);
  if (awaits === undefined) {
    awaits = [...workspace.routings.values()].some(({ to }) =>
      [...to.values()].some((target) => target.kind === 'team' && target.answerWithin !== undefined),
    );
    awaiting.set(workspace, awaits);
  }
  return awaits;
}

/** @returns the key of the rep; null: no rep did it */
export function touchOf(workspace: Workspace, name: string, properties: Readonly<Record<string, Value>>): string | null {
  if (untouched.has(name)) return null;
  for (const property of names) {
    const value = Object.hasOwn(properties, property) ? properties[property] : undefined;
    if (typeof value !== 'string') continue;
    const said = value.trim().toLowerCase();
    for (const { key, email } of workspace.team.reps.values()) if (email.toLowerCase() === said || key === value) return key;
  }
  return null;
}
