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

-- A lead that was given to a rep and is to be answered: one row a lead and rep, kept for who asks how fast leads are answered.
create table awaited_answer (
  id bigint primary key,
  routing text not null,
  rep text not null,
  account_id bigint,
  deal_id bigint,
  person_id bigint,
  assigned_at timestamptz not null,
  deadline timestamptz not null,
  -- When the timer looks at it; null: it is done with it.
  due_at timestamptz,
  outcome text,
  answered_at timestamptz,
  answered_by text,
  tried json not null,
  because json not null
);
create index awaited_answer_due on awaited_answer (due_at) where due_at is not null;
create index awaited_answer_account on awaited_answer (account_id) where answered_at is null;
create index awaited_answer_person on awaited_answer (person_id) where answered_at is null and account_id is null;
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
