// A team as a company would write it, its routing, and a ledger to put numbers into, for the tests of this folder.

import type { Scope } from '#libs/language/scope.js';
import { workspaceOf } from '#libs/testing/small-workspace.js';
import { emptyPoolSlice, type PoolMember, type PoolSlice } from './pool-slice.js';

const teamYaml = `team: Sales
reps:
  nina: { name: Nina Berg, email: nina@acme.example, team: enterprise }
  omar: { name: Omar Diallo, email: omar@acme.example, team: enterprise }
  june: { name: June Park, email: june@acme.example, team: enterprise, weight: 0.5 }
  sam: { name: Sam Ortiz, email: sam@acme.example, team: leads }
`;

const routingYaml = `routing: inbound
by: account.tier
to:
  enterprise: { team: enterprise, pick: round_robin }
  growth: rep:omar
  self_serve: nobody
keep_owner: true
skip: [inactive, away]
fallback: rep:sam
`;

const scoreYaml =
  'score: fit\nof: account\npoints:\n  - { give: 40, if: account.employees >= 200 }\ntiers:\n  - { tier: enterprise, if: score >= 40 }\n  - { tier: growth, if: score >= 20 }\n  - { tier: self_serve }\n';

export const start = Date.UTC(2026, 2, 2, 9);
export const hour = 3_600_000;
export const pool = 'inbound:enterprise';

/** @param change of a rep, by key, as in `{ june: 'active: false' }`; `team` and `routing` replace whole files */
export function routingWith(
  change: { readonly reps?: Readonly<Record<string, string>>; readonly team?: string; readonly routing?: string } = {},
) {
  let team = change.team ?? teamYaml;
  for (const [rep, more] of Object.entries(change.reps ?? {}))
    team = team.replace(new RegExp(`(\\n  ${rep}: .*) }\\n`), (_all, head: string) => `${head}, ${more} }\n`);
  const workspace = workspaceOf({
    'team.yaml': team,
    'routing/inbound.yaml': change.routing ?? routingYaml,
    'scores/fit.yaml': scoreYaml,
  });
  return { team: workspace.team, routing: workspace.routings.get('inbound')! };
}

export function ofTier(tier: string | undefined, now = start): Scope {
  return { now, account: { own: { tier }, traits: {} } };
}

/** Rep → what its row holds; turns alone is a number. */
export function ledger(members: Readonly<Record<string, number | Partial<PoolMember>>>): PoolSlice {
  const slice = emptyPoolSlice();
  slice.pools.set(
    pool,
    Object.entries(members).map(([rep, given]) => ({
      pool,
      rep,
      turns: 0,
      adjustments: 0,
      joinedAt: start,
      lastTurnAt: null,
      ...(typeof given === 'number' ? { turns: given } : given),
    })),
  );
  return slice;
}
