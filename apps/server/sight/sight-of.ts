// What a visitor may see, by role, address and what the workspace says (`reps_see`). Null: everything.

import type { Workspace } from '#libs/language/workspace.js';
import { repOf } from '#libs/routing/rep-of.js';
import type { Role } from '../sign-in/role.js';

export function sightOf(
  { role, email }: { readonly role: Role; readonly email: string | null },
  { repsSee, team }: Pick<Workspace, 'repsSee' | 'team'>,
): { readonly reps: readonly string[] } | null {
  if (role !== 'rep' || repsSee === 'everything') return null;
  const rep = repOf(team, email);
  // Who is no rep of the team file owns nothing.
  if (rep === null) return { reps: [] };
  if (repsSee === 'own') return { reps: [rep.key] };
  return { reps: [...new Set([rep.key, ...rep.teams.flatMap((name) => team.teams.get(name) ?? [])])] };
}
