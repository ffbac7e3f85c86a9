// Users, links that work once, and failed attempts.

import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
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

  /** @throws what `guard` throws; the last admin is looked for under a lock */
  async change(id: string, to: { role?: Role; disabled?: boolean }): Promise<'changed' | 'not found' | 'last admin'> {
    return this.database.transaction(async (client) => {
      const admins: { id: string }[] = await client.query(
        `select id from app_user where role = 'admin' and disabled_at is null order by id for update`,
      );
      const stays = (to.role ?? 'admin') === 'admin' && to.disabled !== true;
      if (!stays && admins.length === 1 && admins[0]!.id === id) return 'last admin';
      const [rows]: unknown[][] = await client.query(
        `update app_user set role = coalesce($2, role),
           disabled_at = case when $3::bool is null then disabled_at when $3 then coalesce(disabled_at, now()) end where id = $1 returning id`,
        [id, to.role ?? null, to.disabled ?? null],
      );
      if ((rows?.length ?? 0) === 0) return 'not found';
      await client.query('delete from session where user_id = $1', [id]);
      return 'changed';
    });
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

  /** Uses the link up and makes its user, in one transaction; null when it was used meanwhile, or the address has a user. */
  async useLink(token: string, user: { email: string; name: string; password: string | null }): Promise<User | null> {
    return this.database.transaction(async (client: EntityManager) => {
      // [rows, count]: TypeORM's answer to an update.
      const [rows]: { role: Role; purpose: string }[][] = await client.query(
        `update one_time_link set used_at = now() where hash = $1 and used_at is null and expires_at > now() returning role, purpose`,
        [hashOf(token)],
      );
      const [link] = rows ?? [];
      if (link === undefined) return null;
      const [made]: User[] = await client.query(
        `insert into app_user (email, name, role, password) values ($1, $2, $3, $4) on conflict (email) do nothing returning id, email, name, role`,
        [user.email, user.name, link.role, user.password],
      );
      return made ?? null;
    });
  }

  /**
   * The user of an address that a provider vouches for: the one there is, else one that an invitation to this address makes, else a new one
   * with `role` (null: none is made). The role that the provider says holds from now on, but the last admin stays one.
   * @returns null: there is none, or it is disabled
   */
  async vouched(who: { email: string; name: string }, said: Role | null, role: Role | null): Promise<User | null> {
    const known = await this.database.transaction(async (client): Promise<(User & { out: boolean }) | null> => {
      const find = 'select id, email, name, role, disabled_at is not null as out from app_user where email = $1';
      const [there]: (User & { out: boolean })[] = await client.query(find, [who.email]);
      if (there !== undefined) return there;
      const [rows]: { role: Role }[][] = await client.query(
        `update one_time_link set used_at = now() where purpose = 'invitation' and email = $1 and used_at is null and expires_at > now() returning role`,
        [who.email],
      );
      const invited = rows?.at(-1)?.role;
      const given = invited === undefined && role === null ? null : (said ?? invited ?? role);
      if (given === null) return null;
      // Of two that come at once one makes it.
      await client.query('insert into app_user (email, name, role) values ($1, $2, $3) on conflict (email) do nothing', [
        who.email,
        who.name,
        given,
      ]);
      const [made]: (User & { out: boolean })[] = await client.query(find, [who.email]);
      return made ?? null;
    });
    if (known === null || known.out) return null;
    const { out: _, ...user } = known;
    if (said === null || said === user.role || (await this.change(user.id, { role: said })) !== 'changed') return user;
    return { ...user, role: said };
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
