// Routing by load and by company name; moves that are proposed; what billing says of a deal; what a rep's edit holds.

import type { MigrationInterface, QueryRunner } from 'typeorm';

const sql = `
create index deal_open on deal (owner) where stage <> 'won' and stage <> 'lost';
create index account_owned_name on account (lower(name)) where owner is not null and merged_into is null;
create index turn_id on turn (id);
create index turn_account on turn (account_id);
create index turn_person on turn (person_id) where account_id is null;

alter table deal
  -- Field (or stage) → until when a rep's own edit wins (epoch ms).
  add column holds jsonb not null default '{}',
  -- What billing says of a deal that is won, and what that is beside its amount: a list, one sum a currency.
  add column billed jsonb not null default '[]',
  add column drift jsonb not null default '[]',
  -- One more with every change that a rep would see: who edits says which one was edited.
  add column version integer not null default 1;
create index deal_drift on deal (id) where drift <> '[]';
-- Deals that time alone may move: the longest quiet first.
create index deal_quiet on deal (pipeline, last_fact_at) where stage <> 'won' and stage <> 'lost';

create table proposal (
  deal_id bigint not null references deal (id),
  id bigint not null default nextval('row_id'),
  -- Of the fact that would have moved the deal.
  key text not null,
  from_stage text not null,
  to_stage text not null,
  at timestamptz not null,
  reason text not null,
  because json not null,
  state text not null default 'open',
  decided_at timestamptz,
  decided_by text,
  primary key (deal_id, key)
);
create index proposal_id on proposal (id);
`;

export class Team0005 implements MigrationInterface {
  readonly name = 'Team1764000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(): Promise<void> {
    throw new Error('This migration is not undone; restore a backup instead.');
  }
}
