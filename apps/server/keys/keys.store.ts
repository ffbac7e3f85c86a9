// API keys: shown once, kept as a hash. The first start makes one for the admin.

import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly scope: 'admin' | 'read';
}

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

  /** Makes a key and answers its token, which is not kept. */
  async create(name: string, scope: ApiKey['scope']): Promise<string> {
    const token = `mr_${randomBytes(24).toString('base64url')}`;
    await this.database.query('insert into api_key (name, hash, scope, created_at) values ($1, $2, $3, now())', [name, hash(token), scope]);
    return token;
  }

  /** The admin's first key, made once for an installation; null when there is one already. Safe when several processes start at once. */
  async createFirst(): Promise<string | null> {
    const [made]: unknown[] = await this.database.query(
      `insert into instance (name, value) values ('first_key', 'made') on conflict do nothing returning name`,
    );
    return made === undefined ? null : this.create('admin', 'admin');
  }
}
