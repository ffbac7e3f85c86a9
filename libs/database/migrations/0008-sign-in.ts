// Who signs in on the pages: users with a role, their sessions, links that work once, and failed attempts.

import type { MigrationInterface, QueryRunner } from 'typeorm';

const sql = `
create table app_user (
  id bigint primary key default nextval('row_id'),
  -- Lower case.
  email text not null unique,
  name text not null,
  role text not null check (role in ('viewer', 'rep', 'ops', 'admin')),
  -- Argon2id; null: signs in by a link only.
  password text,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);
create table session (
  id bigint primary key default nextval('row_id'),
  user_id bigint not null references app_user (id),
  -- SHA-256 of the cookie; the one before works for a minute more, for requests that were under way.
  hash bytea not null unique,
  former_hash bytea,
  rotated_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  agent text not null default ''
);
create index session_of_user on session (user_id);
create index session_former on session (former_hash);
create table one_time_link (
  hash bytea primary key,
  purpose text not null check (purpose in ('first_admin', 'invitation', 'demo')),
  role text not null check (role in ('viewer', 'rep', 'ops', 'admin')),
  email text,
  created_by text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
create table sign_in_failure (
  -- An address or where it was tried from, as a hash.
  subject bytea primary key,
  failures integer not null,
  since timestamptz not null
);
`;

export class SignIn0008 implements MigrationInterface {
  readonly name = 'SignIn1764000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table sign_in_failure, one_time_link, session, app_user');
  }
}
