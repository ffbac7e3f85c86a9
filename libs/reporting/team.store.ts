// What the team's page needs beside the team file: open deals of each owner, the ledger's members, and who can sign in.

import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface LedgerRow {
  readonly pool: string;
  readonly rep: string;
  readonly turns: number;
  readonly adjustments: number;
  readonly last_turn_at: Date | null;
}

@Injectable()
export class TeamStore {
  constructor(private readonly database: DataSource) {}

  async openDeals(): Promise<ReadonlyMap<string, number>> {
    const rows: { owner: string; count: number }[] = await this.database.query(
      `select owner, count(*)::int as count from deal where owner is not null and stage <> 'won' and stage <> 'lost' group by owner`,
    );
    return new Map(rows.map(({ owner, count }) => [owner, count]));
  }

  ledger(): Promise<LedgerRow[]> {
    return this.database.query('select pool, rep, turns, adjustments, last_turn_at from pool_member order by pool, rep');
  }

  /** Addresses in small letters; who is disabled cannot. */
  async canSignIn(): Promise<ReadonlySet<string>> {
    const rows: { email: string }[] = await this.database.query('select lower(email) as email from app_user where disabled_at is null');
    return new Set(rows.map(({ email }) => email));
  }
}
