// Sessions: a cookie that only its hash is kept of. It changes every hour; the one before works for a minute more.

import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Role } from './role.js';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export interface Session {
  readonly id: string;
  readonly user: User;
  /** A new token for the cookie, when it was time for one. */
  readonly renewed: string | null;
}

/** How long a session lasts without a visit, in seconds. */
export const sessionSeconds = 14 * 24 * 3600;

export const hashOf = (token: string) => createHash('sha256').update(token).digest();
export const newToken = () => randomBytes(32).toString('base64url');

@Injectable()
export class SessionsStore {
  constructor(private readonly database: DataSource) {}

  async begin(userId: string, agent: string): Promise<string> {
    const token = newToken();
    await this.database.query(
      `insert into session (user_id, hash, agent, expires_at) values ($1, $2, $3, now() + make_interval(secs => $4))`,
      [userId, hashOf(token), agent.replaceAll('\u0000', '').slice(0, 200), sessionSeconds],
    );
    return token;
  }

  /** @param mayRenew false where no cookie can be set with the answer */
  async find(token: string, mayRenew: boolean): Promise<Session | null> {
    const hash = hashOf(token);
    const [row]: (User & { session: string; stale: boolean; quiet: boolean })[] = await this.database.query(
      `select s.id as session, u.id, u.email, u.name, u.role, s.hash = $1 and s.rotated_at < now() - interval '1 hour' as stale,
         s.seen_at < now() - interval '1 minute' as quiet
       from session s join app_user u on u.id = s.user_id
       where (s.hash = $1 or (s.former_hash = $1 and s.rotated_at > now() - interval '1 minute')) and s.expires_at > now() and u.disabled_at is null`,
      [hash],
    );
    if (row === undefined) return null;
    const { session, stale, quiet, ...user } = row;
    if (stale && mayRenew) return { id: session, user, renewed: await this.renew(session, hash) };
    if (quiet) await this.database.query('update session set seen_at = now() where id = $1', [session]);
    return { id: session, user, renewed: null };
  }

  async list(userId: string, current: string | null): Promise<Record<string, unknown>[]> {
    return this.database.query(
      `select id, agent, created_at, seen_at, expires_at, coalesce(id = $2::int8, false) as is_this_one from session
       where user_id = $1 and expires_at > now() order by seen_at desc, id desc`,
      [userId, current],
    );
  }

  /** @returns whether there was one */
  async end(id: string, userId: string): Promise<boolean> {
    const [gone]: unknown[][] = await this.database.query('delete from session where id = $1 and user_id = $2 returning id', [id, userId]);
    return (gone?.length ?? 0) > 0;
  }

  async endAll(userId: string, but: string | null = null): Promise<void> {
    await this.database.query('delete from session where user_id = $1 and ($2::int8 is null or id <> $2)', [userId, but]);
  }

  /** Of two requests at the same time one renews; the other goes on with the old cookie for a minute. */
  private async renew(id: string, hash: Buffer): Promise<string | null> {
    const token = newToken();
    const [rows]: unknown[][] = await this.database.query(
      `update session set hash = $3, former_hash = hash, rotated_at = now(), seen_at = now(), expires_at = now() + make_interval(secs => $4)
       where id = $1 and hash = $2 returning id`,
      [id, hash, hashOf(token), sessionSeconds],
    );
    return (rows?.length ?? 0) > 0 ? token : null;
  }
}
