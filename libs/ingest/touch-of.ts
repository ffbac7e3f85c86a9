// Which rep an event is the doing of: a meeting they hold, a call they made, a mail they wrote. What Millrace sends by itself is none.

import type { Value } from '#libs/language/value.js';
import type { Workspace } from '#libs/language/workspace.js';

/** Properties in which sources name the rep: by key or by address. */
const names = ['rep', 'rep_email', 'host_email', 'from_email'] as const;
/** A meeting that is not held is no touch. */
const untouched: ReadonlySet<string> = new Set(['calendly.canceled', 'calendly.no_show']);

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
