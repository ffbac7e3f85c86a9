// What people did by hand, done again in a replay: an edit of a deal, a rep's answer to a lead. Whom it is about is found by the keys
// they have in every replay; where there is no such deal or lead here, nothing is done.

import type { Deal } from '#libs/deals/deal.js';
import type { WorkingSet } from '#libs/ingest/working-set.js';
import { liveAccount, livePerson } from '#libs/people/people-slice.js';
import type { HandEdit, HandLine, KeysOfSubjects } from '#libs/reporting/history-line.js';
import type { Simulation } from './simulation.js';

export function doByHand(simulation: Simulation, line: HandLine): void {
  const { set } = simulation;
  const who = subjectsOf(set, line.of);
  if (line.kind === 'touch') {
    if (who.accountId !== null || who.personId !== null) simulation.touch({ ...who, rep: line.rep, at: line.at, what: line.what });
    return;
  }
  const deal = dealOf(set, line, who);
  const stages = set.workspace.pipelines.get(line.pipeline)?.stages ?? [];
  // The changed workspace may have no such stage any more.
  const { stage } = line.body;
  if (deal !== undefined && (stage === undefined || stages.some(({ name }) => name === stage)))
    simulation.edit(deal.id, line.body, line.because);
}

interface Who {
  readonly accountId: string | null;
  readonly personId: string | null;
}

function subjectsOf({ people }: WorkingSet, { account, person }: KeysOfSubjects): Who {
  const accounts = account.map((name) => liveAccount(people, people.accountKeys.get(name)?.accountId));
  const persons = person.map((name) => livePerson(people, people.personKeys.get(name)?.personId));
  return {
    accountId: accounts.find((one) => one !== undefined)?.id ?? null,
    personId: persons.find((one) => one !== undefined)?.id ?? null,
  };
}

/** Opened at the same time, else (another workflow opened it) the latest. */
function dealOf({ deals }: WorkingSet, { pipeline, openedAt }: HandEdit, { accountId, personId }: Who): Deal | undefined {
  const theirs = [...deals.deals.values()].filter(
    (deal) => deal.pipeline === pipeline && (accountId === null ? deal.contactId === personId : deal.accountId === accountId),
  );
  return (
    theirs.find(({ createdAt }) => createdAt === openedAt) ??
    theirs.reduce<Deal | undefined>(
      (latest, deal) => (latest === undefined || deal.createdAt > latest.createdAt ? deal : latest),
      undefined,
    )
  );
}
