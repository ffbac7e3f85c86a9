// People and accounts that came by lately, so that a batch need not read and parse them again. A row is taken from here only
// when the lock on it says that it has not been changed since (its xmin); whatever a failed batch did to an object is gone
// with it, because taking is removing.

import type { Account } from './account.js';
import type { PeopleSlice } from './people-slice.js';
import type { Person } from './person.js';

export class PeopleCache {
  readonly persons: Recent<Versioned<Person>>;
  readonly accounts: Recent<Versioned<Account>>;
  /** `person user_id:u-1` → id. A key never leaves its subject; a merged one leads on by its row. */
  readonly keys: Recent<string>;

  /** @param most of each kind; about 2 KB each */
  constructor(most = 25_000) {
    this.persons = new Recent(most);
    this.accounts = new Recent(most);
    this.keys = new Recent(most * 4);
  }

  /** After the commit. @param version xmin of the rows that the batch wrote */
  keep(slice: PeopleSlice, version: string): void {
    // A merge changes rows by SQL that are not in the slice as it left them.
    if (slice.merges.length > 0) return;
    for (const [id, person] of slice.persons) keepOne(this.persons, person, id, slice.dirtyPersons.has(id), version, slice);
    for (const [id, account] of slice.accounts) keepOne(this.accounts, account, id, slice.dirtyAccounts.has(id), version, slice);
    for (const [name, { personId }] of slice.personKeys) this.keys.set(`person ${name}`, personId);
    for (const [name, { accountId }] of slice.accountKeys) this.keys.set(`account ${name}`, accountId);
  }
}

export interface Versioned<Subject> {
  readonly subject: Subject;
  readonly version: string;
}

function keepOne<Subject extends Person | Account>(
  recent: Recent<Versioned<Subject>>,
  subject: Subject,
  id: string,
  isDirty: boolean,
  written: string,
  { versions }: PeopleSlice,
): void {
  const version = isDirty ? written : versions.get(id);
  if (version !== undefined) recent.set(id, { subject, version });
}

/** The latest of what was put in; the oldest half is dropped when it is full. */
export class Recent<Item> {
  private young = new Map<string, Item>();
  private old = new Map<string, Item>();

  constructor(private readonly most: number) {}

  get(name: string): Item | undefined {
    const found = this.young.get(name);
    if (found !== undefined) return found;
    const older = this.old.get(name);
    if (older !== undefined) this.set(name, older);
    return older;
  }

  take(name: string): Item | undefined {
    const found = this.young.get(name) ?? this.old.get(name);
    this.young.delete(name);
    this.old.delete(name);
    return found;
  }

  set(name: string, item: Item): void {
    this.young.set(name, item);
    if (this.young.size < this.most / 2) return;
    this.old = this.young;
    this.young = new Map();
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }
}
