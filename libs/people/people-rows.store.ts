// Rows of person and account as the pure core holds them, and back.

import type { Account } from './account.js';
import type { AccountLink, Person } from './person.js';
import type { TraitMemory } from '#libs/traits/trait-memory.js';
import type { Value } from '#libs/language/value.js';

export interface PersonRow {
  readonly id: string;
  readonly user_id: string | null;
  readonly email: string | null;
  readonly name: string | null;
  readonly time_zone: string | null;
  readonly account_id: string | null;
  readonly account_link: AccountLink | null;
  readonly traits: Record<string, Value>;
  readonly memory: Partial<TraitMemory>;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly merged_into: string | null;
}

export interface AccountRow {
  readonly id: string;
  readonly name: string | null;
  readonly domain: string | null;
  readonly owner: string | null;
  readonly tier: string | null;
  readonly people: number;
  readonly contact_id: string | null;
  readonly contact_at: Date | null;
  readonly traits: Record<string, Value>;
  readonly memory: Partial<TraitMemory>;
  readonly first_seen_at: Date;
  readonly last_seen_at: Date;
  readonly merged_into: string | null;
}

export function personOf(row: PersonRow): Person {
  return {
    id: row.id,
    userId: row.user_id,
    email: row.email,
    name: row.name,
    timeZone: row.time_zone,
    accountId: row.account_id,
    accountLink: row.account_link,
    traits: row.traits,
    memory: memoryOf(row.memory),
    firstSeenAt: row.first_seen_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    mergedInto: row.merged_into,
    suppressed: null,
  };
}

export function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    domain: row.domain,
    owner: row.owner,
    tier: row.tier,
    people: row.people,
    contactId: row.contact_id,
    contactAt: row.contact_at?.getTime() ?? null,
    traits: row.traits,
    memory: memoryOf(row.memory),
    firstSeenAt: row.first_seen_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    mergedInto: row.merged_into,
  };
}

function memoryOf(stored: Partial<TraitMemory>): TraitMemory {
  return { said: {}, computed: {}, ...stored };
}
