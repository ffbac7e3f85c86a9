// Users, links that work once, and failed attempts.

import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Role } from './role.js';
import { hashOf, newToken, type User } from './sessions.store.js';

export interface Link {
  readonly purpose: 'first_admin' | 'invitation' | 'demo';
  readonly role: Role;
  readonly email: string | null;
}

const most = { address: 10, place: 100 } as const;
const minutes = 15;
const subjectOf = (text: string) => createHash('sha256').update(text).digest();

@Injectable()
export class UsersStore {
  constructor(private readonly database: DataSource) {}

  async withPassword(email: string): Promise<(User & { password: string | null }) | null> {
    const [user]: (User & { password: string | null })[] = await this.database.query(
      'select id, email, name, role, password from app_user where email = $1 and disabled_at is null',
      [email],
    );
    return user ?? null;
  }

  list(): Promise<Record<string, unknown>[]> {
    return this.database.query(`select id, email, name, role, created_at, disabled_at,
      (select max(seen_at) from session s where s.user_id = u.id) as seen_at from app_user u order by email`);
  }

  async setPassword(id: string, password: string): Promise<void> {
    await this.database.query('update app_user set password = $2 where id = $1', [id, password]);
  }

  async makeLink(link: Link, by: string, hours: number): Promise<string> {
    const token = newToken();
    await this.database.query(
      `insert into one_time_link (hash, purpose, role, email, created_by, expires_at) values ($1, $2, $3, $4, $5, now() + make_interval(hours => $6))`,
      [hashOf(token), link.purpose, link.role, link.email, by, hours],
    );
    return token;
  }

  /** Once an installation, whichever process is first; null afterwards. */
  async firstLink(purpose: 'first_admin' | 'demo'): Promise<string | null> {
    const [made]: unknown[] = await this.database.query(
      `insert into instance (name, value) values ('first_link', 'made') on conflict do nothing returning name`,
    );
    return made === undefined ? null : this.makeLink({ purpose, role: 'admin', email: null }, 'start', 7 * 24);
  }

  async link(token: string): Promise<Link | null> {
    const [link]: Link[] = await this.database.query(
      'select purpose, role, email from one_time_link where hash = $1 and used_at is null and expires_at > now()',
      [hashOf(token)],
    );
    return link ?? null;
  }

  /** Seconds to wait before the next attempt, or 0. */
  async waitFor(email: string, place: string): Promise<number> {
    const [row]: { seconds: number | null }[] = await this.database.query(
      `select max(ceil(extract(epoch from since + make_interval(mins => $5) - now())))::int as seconds from sign_in_failure
       where ((subject = $1 and failures >= $2) or (subject = $3 and failures >= $4)) and since > now() - make_interval(mins => $5)`,
      [subjectOf(`address ${email}`), most.address, subjectOf(`place ${place}`), most.place, minutes],
    );
    return row?.seconds ?? 0;
  }

  async noteFailure(email: string, place: string): Promise<void> {
    await this.database.query(
      `insert into sign_in_failure (subject, failures, since) values ($1, 1, now()), ($2, 1, now())
       on conflict (subject) do update set
         failures = case when sign_in_failure.since > now() - make_interval(mins => $3) then sign_in_failure.failures + 1 else 1 end,
         since = case when sign_in_failure.since > now() - make_interval(mins => $3) then sign_in_failure.since else now() end`,
      [subjectOf(`address ${email}`), subjectOf(`place ${place}`), minutes],
    );
  }

  async forgetFailures(email: string): Promise<void> {
    await this.database.query('delete from sign_in_failure where subject = $1', [subjectOf(`address ${email}`)]);
  }
}
