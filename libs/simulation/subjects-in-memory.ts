// Everybody a simulation knows, with their deals and runs, as slices of a batch: a subject brings its deals and its active runs,
// as the stores do. Between two facts it is put away, and what has ended is forgotten, so that a million facts cost what one costs.

import { type DealSlice, emptyDealSlice } from '#libs/deals/deal-slice.js';
import type { Deal, DealFact } from '#libs/deals/deal.js';
import type { Run } from '#libs/engine/run.js';
import type { Pipeline } from '#libs/language/pipeline.js';
import type { SubjectKind } from '#libs/language/subject-kind.js';
import type { Account } from '#libs/people/account.js';
import { emptyPeopleSlice, type PeopleSlice } from '#libs/people/people-slice.js';
import type { Person } from '#libs/people/person.js';
import { emptyRunSlice, type RunSlice } from '#libs/runs/run-slice.js';
import { BesideMemory } from './beside-memory.js';
import { EndedRuns } from './ended-runs.js';
import { LoadedMap } from './loaded-map.js';
import { PersonKeysInMemory } from './person-keys-in-memory.js';

/** Subject → what belongs to it. */
class Belongings {
  private readonly ids = new Map<string, string[]>();

  of(subject: string): readonly string[] {
    return this.ids.get(subject) ?? [];
  }

  add(subject: string | null, id: string): void {
    if (subject === null) return;
    const there = this.ids.get(subject);
    if (there === undefined) this.ids.set(subject, [id]);
    else if (!there.includes(id)) there.push(id);
  }

  remove(subject: string | null, id: string): void {
    const rest = subject === null ? [] : this.of(subject).filter((one) => one !== id);
    if (subject === null) return;
    if (rest.length === 0) this.ids.delete(subject);
    else this.ids.set(subject, rest);
  }
}

/** Facts between two looks for who has not been heard of. */
const roundsToAge = 20_000;

export class SubjectsInMemory {
  readonly people: PeopleSlice;
  readonly deals: DealSlice;
  readonly runs: RunSlice;
  private readonly dealsOf = new Belongings();
  private readonly runsOf = new Belongings();
  private readonly persons = new LoadedMap<Person>((id) => this.bring(id));
  private readonly accounts = new LoadedMap<Account>((id) => this.bring(id));
  private readonly byDeal = new LoadedMap<Deal>((id) => this.bringRuns(id));
  private readonly byRun = new LoadedMap<Run>();
  readonly beside = new BesideMemory();
  readonly foldedBy = new Set<Pipeline>();
  /** Account → people who have ever been of it. */
  private readonly peopleOf = new Map<string, Set<string>>();
  private readonly facts = new LoadedMap<DealFact[]>();
  private readonly maps: readonly Pick<LoadedMap<object>, 'putAway' | 'age' | 'beginRound' | 'packRound' | 'endRound'>[] = [
    this.persons,
    this.accounts,
    this.byDeal,
    this.byRun,
    this.facts,
  ];
  /** What a batch would save: here it is so already. */
  private readonly toSave: readonly { readonly size: number; clear(): void }[];
  private readonly toAdd: readonly { length: number }[];
  private rounds = 0;

  constructor() {
    this.people = { ...emptyPeopleSlice(), persons: this.persons, accounts: this.accounts, personKeys: new PersonKeysInMemory() };
    this.deals = { ...emptyDealSlice(), deals: this.byDeal, facts: this.facts, foldedBy: this.foldedBy };
    this.runs = { ...emptyRunSlice(), runs: this.byRun, ended: new EndedRuns(() => this.loadedIds()) };
    const { people, deals } = this;
    const ofPeople = [people.dirtyPersons, people.dirtyAccounts, people.newPersons, people.newAccounts];
    const ofDeals = [deals.dirty, deals.dirtyAudiences, deals.newFacts, deals.goneFacts, deals.newPending, deals.gonePending];
    this.toSave = [...ofPeople, ...ofDeals, deals.proposals, deals.histories];
    this.toAdd = [people.newPersonKeys, people.newAccountKeys, people.merges, people.clashes];
  }

  everyone(): { readonly persons: Iterable<[string, Person]>; readonly accounts: Iterable<[string, Account]> } {
    return { persons: this.persons.everything(), accounts: this.accounts.everything() };
  }

  allDeals(): Iterable<[string, Deal]> {
    return this.byDeal.everything();
  }

  /** In the order in which they came. */
  allIds(kind: SubjectKind): string[] {
    const all = { person: this.persons, account: this.accounts, deal: this.byDeal }[kind].allIds();
    return all.sort((one, other) => Number(one) - Number(other));
  }

  /** As it stands, without being loaded: it is only read, and nothing that belongs to it is brought. */
  look(kind: SubjectKind, id: string): Person | Account | Deal | undefined {
    return { person: this.persons, account: this.accounts, deal: this.byDeal }[kind].look(id);
  }

  /** Not those that have ended and were put away. */
  allRuns(): Iterable<[string, Run]> {
    return this.byRun.everything();
  }

  /** Open deals of a rep, beside those that are loaded. */
  loadBeside(rep: string): number {
    return this.beside.loadBeside(rep, this.byDeal);
  }

  /** Who owns the companies of that name, beside those that are loaded; null: nobody, or several. */
  ownerBeside(name: string): string | null {
    return this.beside.ownerBeside(name, this.accounts);
  }

  /** @param isNeeded of a run that has ended: something of it is still to leave */
  putAway(isNeeded: (runId: string) => boolean): void {
    for (const deal of this.byDeal.values()) {
      this.dealsOf.add(deal.accountId, deal.id);
      this.dealsOf.add(deal.contactId, deal.id);
      this.beside.noteDeal(deal);
    }
    for (const account of this.accounts.values()) this.beside.noteAccount(account);
    for (const person of this.persons.values()) this.noteMember(person);
    for (const run of this.byRun.values()) this.putRunAway(run, isNeeded);
    for (const { kind, from } of this.people.merges) empty((kind === 'person' ? this.persons : this.accounts).get(from));
    for (const map of this.maps) map.putAway();
    if ((this.rounds += 1) % roundsToAge === 0) for (const map of this.maps) map.age();
    for (const noted of this.toSave) if (noted.size > 0) noted.clear();
    for (const list of this.toAdd) if (list.length > 0) list.length = 0;
  }

  /** The people of these accounts are loaded: there is nobody beside them. */
  openRosters(rosters: Map<string, readonly Person[]>, accountIds: readonly string[]): void {
    for (const accountId of accountIds) {
      for (const id of this.peopleOf.get(accountId) ?? []) this.persons.get(id);
      rosters.set(accountId, []);
    }
  }

  private noteMember({ id, accountId }: Person): void {
    if (accountId === null) return;
    const members = this.peopleOf.get(accountId);
    if (members === undefined) this.peopleOf.set(accountId, new Set([id]));
    else members.add(id);
  }

  /** Everybody is about to be looked at: whom only that brings does not stay in memory (see LoadedMap). */
  beginRound(): void {
    for (const map of this.maps) map.beginRound();
  }

  /** Nothing may be loaded. */
  packRound(): void {
    for (const map of this.maps) map.packRound();
  }

  endRound(): void {
    for (const map of this.maps) map.endRound();
  }

  private putRunAway(run: Run, isNeeded: (runId: string) => boolean): void {
    const { id, subject, personId, accountId, endedAt } = run;
    if (endedAt === null || isNeeded(id)) {
      for (const name of [subject.id, personId, accountId]) this.runsOf.add(name, id);
      return;
    }
    this.byRun.delete(id);
    for (const name of [subject.id, personId, accountId]) this.runsOf.remove(name, id);
    if (this.runs.active.get(subject.id)?.size === 0) this.runs.active.delete(subject.id);
  }

  private bring(id: string): void {
    for (const deal of this.dealsOf.of(id)) this.byDeal.get(deal);
    this.bringRuns(id);
  }

  private bringRuns(id: string): void {
    for (const run of this.runsOf.of(id)) this.byRun.get(run);
  }

  private loadedIds(): readonly string[] {
    return [...this.persons.keys(), ...this.accounts.keys(), ...this.byDeal.keys()];
  }
}

/** Of what went up in another only its id is asked for again. */
function empty(gone: Person | Account | undefined): void {
  if (gone !== undefined) Object.assign(gone, { traits: {}, memory: { said: {}, computed: {} } });
}
