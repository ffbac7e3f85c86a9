// Users made and changed: the row, the end of their sessions and the audit are one commit.

import { Inject, Injectable } from '@nestjs/common';
import { type ClientBase, Pool } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import { ClockService } from '../clock/clock.service.js';
import type { Role } from './role.js';
import { hashOf, type User } from './sessions.store.js';

interface UserRow extends User {
  readonly isOut: boolean;
}

interface Made {
  readonly user: { readonly email: string; readonly name: string; readonly password: string | null };
  readonly role: Role;
  /** Who let it in: an admin, or the provider. */
  readonly by: string;
}

const find = 'select id, email, name, role, disabled_at is not null as "isOut" from app_user';

@Injectable()
export class UsersService {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    private readonly clock: ClockService,
  ) {}

  /** Sessions of the user end. Admins are locked together, so that two cannot take the role from each other. @param by who does it */
  change(id: string, to: { role?: Role; disabled?: boolean }, by: string): Promise<'changed' | 'not found' | 'last admin'> {
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<UserRow>(
        `${find} where id = $1 or (role = 'admin' and disabled_at is null) order by id for update`,
        [id],
      );
      const user = rows.find((row) => row.id === id);
      if (user === undefined) return 'not found';
      const role = to.role ?? user.role;
      const isOut = to.disabled ?? user.isOut;
      const isAdmin = (row: UserRow) => row.role === 'admin' && !row.isOut;
      if (isAdmin(user) && (role !== 'admin' || isOut) && rows.filter(isAdmin).length === 1) return 'last admin';
      await client.query('update app_user set role = $2, disabled_at = case when $3 then coalesce(disabled_at, now()) end where id = $1', [
        id,
        role,
        isOut,
      ]);
      await client.query('delete from session where user_id = $1', [id]);
      await this.note(client, user, { from: user.isOut ? null : user.role, to: isOut ? null : role }, by);
      return 'changed';
    });
  }

  /** Signs a user out, of one session or (null) everywhere. @param by who does it. @returns whether there was a session to end */
  endSessions(id: string, session: string | null, by: string): Promise<boolean> {
    return inTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query('delete from session where user_id = $1 and ($2::int8 is null or id = $2)', [id, session]);
      if ((rowCount ?? 0) === 0) return false;
      const { rows } = await client.query<UserRow>(`${find} where id = $1`, [id]);
      await this.write(client, rows[0]!, { field: 'sessions', from: rowCount, to: null }, by);
      return true;
    });
  }

  /** Uses the link up and makes its user; null when it was used meanwhile, or the address has a user. */
  async useLink(token: string, user: Made['user']): Promise<User | null> {
    return inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ role: Role; by: string }>(
        `update one_time_link set used_at = now() where hash = $1 and used_at is null and expires_at > now() returning role, created_by as by`,
        [hashOf(token)],
      );
      return rows[0] === undefined ? null : this.make(client, { user, ...rows[0] });
    });
  }

  /**
   * The user of an address that a provider vouches for: the one there is, else one that an invitation to this address makes, else a new one
   * with `role` (null: none is made). The role that the provider says holds from now on, but the last admin stays one.
   * @returns null: there is none, or it is disabled
   */
  async vouched(who: { readonly email: string; readonly name: string }, said: Role | null, role: Role | null): Promise<User | null> {
    const known = await inTransaction(this.pool, async (client): Promise<UserRow | null> => {
      const there = async () => (await client.query<UserRow>(`${find} where email = $1`, [who.email])).rows[0] ?? null;
      const user = await there();
      if (user !== null) return user;
      const { rows } = await client.query<{ role: Role; by: string }>(
        `update one_time_link set used_at = now() where purpose = 'invitation' and email = $1 and used_at is null and expires_at > now()
         returning role, created_by as by`,
        [who.email],
      );
      const invited = rows.at(-1);
      const given = invited === undefined && role === null ? null : (said ?? invited?.role ?? role);
      if (given === null) return null;
      await this.make(client, { user: { ...who, password: null }, role: given, by: invited?.by ?? provider });
      // Of two that come at once one makes it.
      return there();
    });
    if (known === null || known.isOut) return null;
    const { isOut: _, ...user } = known;
    if (said === null || said === user.role || (await this.change(user.id, { role: said }, provider)) !== 'changed') return user;
    return { ...user, role: said };
  }

  /** Null: the address has a user. */
  private async make(client: ClientBase, { user: { email, name, password }, role, by }: Made): Promise<User | null> {
    const { rows } = await client.query<User>(
      `insert into app_user (email, name, role, password) values ($1, $2, $3, $4) on conflict (email) do nothing returning id, email, name, role`,
      [email, name, role, password],
    );
    const [made] = rows;
    if (made === undefined) return null;
    await this.note(client, made, { from: null, to: role }, by);
    return made;
  }

  private async note(client: ClientBase, user: User, change: { from: Role | null; to: Role | null }, by: string): Promise<void> {
    if (change.from !== change.to) await this.write(client, user, { field: 'user', ...change }, by);
  }

  private async write(client: ClientBase, { id, email }: User, change: Change, by: string): Promise<void> {
    const ids = new IdBlocks();
    await ids.prepare(client, 1);
    const because = { by: 'api', name: by, details: { user: email } } as const;
    await saveChanges(client, [{ subject: { kind: 'setting', id }, ...change, at: this.clock.now(), because }], ids.take);
  }
}

interface Change {
  readonly field: 'user' | 'sessions';
  readonly from: Role | number | null;
  readonly to: Role | null;
}

const provider = 'OpenID Connect provider';
