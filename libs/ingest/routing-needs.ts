// What a routing looks at beside the batch: its pools, how many deals its reps have open, who owns companies of the same name.
// Loaded when a run asks for an owner, and not before.

import { loadsAskedBy, poolsOf } from '#libs/routing/pools-of.js';
import type { Routing } from '#libs/language/team.js';
import type { Person } from '#libs/people/person.js';
import type { Account } from '#libs/people/account.js';
import type { WorkingSet } from './working-set.js';

export interface RoutingNeeds {
  readonly pools: readonly string[];
  /** Keys of reps whose open deals are to be counted. */
  readonly loads: readonly string[];
  /** Companies as the leads of the batch call them. */
  readonly names: readonly string[];
}

/** What of it is not in memory yet. */
export function routingNeeds({ workspace, pools, people }: WorkingSet, routings: readonly string[]): RoutingNeeds {
  const asked = routings.map((name) => workspace.routings.get(name)).filter((routing) => routing !== undefined);
  const persons = asked.some(matchesNames) ? [...people.persons.values()] : [];
  const accounts = asked.some(matchesNames) ? [...people.accounts.values()] : [];
  const names = [...accounts.map((account) => companyOf(null, account)), ...persons.map((person) => companyOf(person, null))];
  return {
    pools: distinct(asked.flatMap((routing) => [...poolsOf(routing).keys()])).filter((pool) => !pools.pools.has(pool)),
    loads: distinct(asked.flatMap((routing) => loadsAskedBy(routing, workspace.team))).filter((rep) => !pools.loads.has(rep)),
    names: distinct(names.filter((name) => name !== null)).filter((name) => !pools.namesakes.has(name)),
  };
}

export function matchesNames(routing: Routing): boolean {
  return routing.keepOwner && routing.matchAccounts.includes('name');
}

/** What a lead's company is called: by its account, else by the person's own trait `company`. */
export function companyOf(person: Person | null, account: Account | null): string | null {
  const said = account?.name ?? person?.traits['company'] ?? null;
  const name = typeof said === 'string' ? said.trim() : '';
  return name === '' || name.length > 200 ? null : name;
}

/** The rep who owns an account of that name in the batch's memory; of several owners none. */
export function ownerByName({ people, pools }: WorkingSet, name: string): string | null {
  const owners = new Set([pools.namesakes.get(name) ?? null]);
  for (const account of people.accounts.values())
    if (account.mergedInto === null && account.name?.trim().toLowerCase() === name.toLowerCase()) owners.add(account.owner);
  owners.delete(null);
  const [only, ...others] = [...owners];
  return only === undefined || others.length > 0 ? null : only;
}

/** Rep → open deals: those counted in the table, and those in memory. */
export function loadsNow({ workspace, pools, deals }: WorkingSet, routing: Routing): ReadonlyMap<string, number> {
  const loads = new Map(loadsAskedBy(routing, workspace.team).map((rep) => [rep, pools.loads.get(rep) ?? 0]));
  if (loads.size === 0) return loads;
  for (const { owner, stage } of deals.deals.values()) {
    const load = owner === null || stage === 'won' || stage === 'lost' ? undefined : loads.get(owner);
    if (load !== undefined) loads.set(owner!, load + 1);
  }
  return loads;
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
