// API keys: shown once, kept as a hash. The first start makes one for the admin.

import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import type { ClientBase } from 'pg';
import { DataSource } from 'typeorm';
import type { Scope } from './scope.js';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
}

export interface ListedKey extends ApiKey {
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly revoked_at: Date | null;
}

const makeToken = () => `mr_${randomBytes(24).toString('base64url')}`;
const insertKey = 'insert into api_key (name, hash, scope, created_at) values ($1, $2, $3, now()) returning id';
const hash = (token: string) => createHash('sha256').update(token).digest();

@Injectable()
export class KeysStore {
  /** A revoked key answers for so long at most. */
  private static readonly trustedFor = 5000;
  private readonly seen = new Map<string, { key: ApiKey; until: number }>();

  constructor(private readonly database: DataSource) {}

  /** The key behind a token, or null. */
  async find(token: string): Promise<ApiKey | null> {
    const digest = hash(token);
    const name = digest.toString('hex');
    const known = this.seen.get(name);
    if (known !== undefined && known.until > performance.now()) return known.key;
    const [key]: ApiKey[] = await this.database.query('select id, name, scope from api_key where hash = $1 and revoked_at is null', [
      digest,
    ]);
    if (key === undefined) return null;
    await this.database.query('update api_key set last_used_at = now() where id = $1', [key.id]);
    this.seen.set(name, { key, until: performance.now() + KeysStore.trustedFor });
    return key;
  }

  list(): Promise<ListedKey[]> {
    return this.database.query('select id, name, scope, created_at, last_used_at, revoked_at from api_key order by id desc');
  }

  /** Makes a key and answers its token, which is not kept. */
  async create(name: string, scope: Scope): Promise<string> {
    const token = makeToken();
    await this.database.query(insertKey, [name, hash(token), scope]);
    return token;
  }

  /** The same in a transaction of the caller's. */
  async insert(client: ClientBase, name: string, scope: Scope): Promise<{ id: string; token: string }> {
    const token = makeToken();
    const { rows } = await client.query<{ id: string }>(insertKey, [name, hash(token), scope]);
    return { id: rows[0]!.id, token };
  }

  /** Admins' keys are locked together: two of them cannot revoke each other and leave none. */
  async revoke(client: ClientBase, id: string): Promise<ApiKey | 'revoked' | 'last' | null> {
    const { rows } = await client.query<ApiKey & { revoked: boolean }>(
      `select id, name, scope, revoked_at is not null as revoked from api_key
       where id = $1 or (scope = 'admin' and revoked_at is null) order by id for update`,
      [id],
    );
    const found = rows.find((row) => row.id === id);
    if (found === undefined) return null;
    if (found.revoked) return 'revoked';
    if (found.scope === 'admin' && rows.filter((row) => row.scope === 'admin' && !row.revoked).length === 1) return 'last';
    await client.query('update api_key set revoked_at = now() where id = $1', [id]);
    return { id: found.id, name: found.name, scope: found.scope };
  }

  /** After its revocation was committed: it is not trusted any longer here. */
  forget(id: string): void {
    for (const [name, { key }] of this.seen) if (key.id === id) this.seen.delete(name);
  }

  /** The admin's first key, made once for an installation; null when there is one already. Safe when several processes start at once. */
  async createFirst(): Promise<string | null> {
    const [made]: unknown[] = await this.database.query(
      `insert into instance (name, value) values ('first_key', 'made') on conflict do nothing returning name`,
    );
    return made === undefined ? null : this.create('admin', 'admin');
  }
}
