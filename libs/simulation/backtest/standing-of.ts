// How everybody and everything stands at a simulation's end, called as the export calls it.

import type { Run } from '#libs/engine/run.js';
import type { Account } from '#libs/people/account.js';
import type { Person } from '#libs/people/person.js';
import type { Simulation } from '../simulation.js';

export interface Standing {
  readonly kind: 'person' | 'account' | 'deal' | 'delivery' | 'run';
  readonly name: string;
  readonly is: Readonly<Record<string, unknown>>;
}

export function* standingOf(simulation: Simulation, runs: Iterable<Run>): Generator<Standing> {
  const { subjects, set } = simulation;
  const { persons, accounts } = subjects.everyone();
  const everyone = new Map(persons);
  const everyAccount = new Map(accounts);
  const live = <Item extends Person | Account>(items: ReadonlyMap<string, Item>, id: string | null): Item | undefined => {
    let item = id === null ? undefined : items.get(id);
    while (item?.mergedInto != null) item = items.get(item.mergedInto);
    return item;
  };
  const keysOfPerson = leastKeys(
    [...set.people.personKeys.values()].map((key) => [key.personId, `${key.kind}:${key.value}`]),
    (id) => live(everyone, id)?.id,
  );
  const keysOfAccount = leastKeys(
    [...set.people.accountKeys.values()].map((key) => [key.accountId, `${key.kind}:${key.value}`]),
    (id) => live(everyAccount, id)?.id,
  );
  const nameOfPerson = (id: string | null): string => {
    const person = live(everyone, id);
    return person?.email ?? person?.userId ?? keysOfPerson.get(person?.id ?? '') ?? '?';
  };
  const nameOfAccount = (id: string | null): string => {
    const account = live(everyAccount, id);
    return account?.domain ?? keysOfAccount.get(account?.id ?? '') ?? '?';
  };
  const nameOfDeal = new Map<string, string>();
  for (const [id, { mergedInto, traits }] of everyone)
    if (mergedInto === null) yield { kind: 'person', name: nameOfPerson(id), is: { traits } };
  for (const [id, { mergedInto, tier, owner, people, traits }] of everyAccount)
    if (mergedInto === null) yield { kind: 'account', name: nameOfAccount(id), is: { tier, owner, people, traits } };
  for (const [id, { pipeline, accountId, contactId, stage, owner, amount, fields }] of subjects.allDeals()) {
    const name = `${pipeline} of ${accountId === null ? nameOfPerson(contactId) : nameOfAccount(accountId)}`;
    nameOfDeal.set(id, name);
    yield { kind: 'deal', name, is: { stage, owner, amount: amount?.amount ?? null, currency: amount?.currency ?? null, fields } };
  }
  for (const run of runs) {
    const { kind, id } = run.subject;
    const who = kind === 'person' ? nameOfPerson(id) : kind === 'account' ? nameOfAccount(id) : (nameOfDeal.get(id) ?? '?');
    yield runStanding(run, who);
  }
}

/** Reasons may name a run by its id. */
export function runStanding({ workflow, state, step, endReason, stepsTaken }: Run, who: string): Standing {
  const reason = endReason?.replaceAll(/\brun \d+/g, 'run') ?? null;
  return { kind: 'run', name: `of ${workflow} for ${who}`, is: { state, step, endReason: reason, stepsTaken } };
}

/** Subject → the first of its keys in their order, those of what went up in it among them. */
function leastKeys(keys: readonly (readonly [string, string])[], liveId: (id: string) => string | undefined): ReadonlyMap<string, string> {
  const least = new Map<string, string>();
  for (const [id, key] of keys) {
    const live = liveId(id) ?? id;
    const known = least.get(live);
    if (known === undefined || key < known) least.set(live, key);
  }
  return least;
}
