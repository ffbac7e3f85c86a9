// What a key may do: what a user of the same role may. `read` looks, `ops` also changes what is done day to day, `admin` everything,
// keys and users among it.

import type { Role } from '../sign-in/role.js';

export const scopes = ['read', 'ops', 'admin'] as const;
export type Scope = (typeof scopes)[number];

export const roleOfScope: Readonly<Record<Scope, Role>> = { read: 'viewer', ops: 'ops', admin: 'admin' };

export function isScope(value: unknown): value is Scope {
  return (scopes as readonly unknown[]).includes(value);
}
