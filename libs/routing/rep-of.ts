// The rep that a signed-in user is: whose address in team.yaml is theirs.

import type { Rep, Team } from '#libs/language/team.js';

export function repOf({ reps }: Team, email: string | null): Rep | null {
  const address = email?.toLowerCase();
  return [...reps.values()].find((rep) => rep.email.toLowerCase() === address) ?? null;
}
