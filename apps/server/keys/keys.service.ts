// Keys made and revoked over the API: the row and its audit are one commit.

import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import { ClockService } from '../clock/clock.service.js';
import { type ApiKey, KeysStore } from './keys.store.js';
import type { Scope } from './scope.js';

export interface MadeKey {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  /** Not kept: this is the only time it is told. */
  readonly key: string;
}

@Injectable()
export class KeysService {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    private readonly keys: KeysStore,
    private readonly clock: ClockService,
  ) {}

  create(name: string, scope: Scope, by: ApiKey): Promise<MadeKey> {
    const ids = new IdBlocks();
    return inTransaction(this.pool, async (client) => {
      const { id, token } = await this.keys.insert(client, name, scope);
      await ids.prepare(client, 1);
      const because = { by: 'api', name: by.name, details: { key: name } } as const;
      const change = { subject: { kind: 'setting', id }, field: 'api_key', from: null, to: scope, at: this.clock.now(), because } as const;
      await saveChanges(client, [change], ids.take);
      return { id, name, scope, key: token };
    });
  }

  /** @returns null: there is none; a word: nothing was done, for this reason */
  async revoke(id: string, by: ApiKey): Promise<{ id: string; state: 'revoked' } | 'revoked' | 'last' | null> {
    const ids = new IdBlocks();
    const done = await inTransaction(this.pool, async (client) => {
      const found = await this.keys.revoke(client, id);
      if (found === null || typeof found === 'string') return found;
      await ids.prepare(client, 1);
      const because = { by: 'api', name: by.name, details: { key: found.name } } as const;
      const at = this.clock.now();
      await saveChanges(
        client,
        [{ subject: { kind: 'setting', id }, field: 'api_key', from: found.scope, to: null, at, because }],
        ids.take,
      );
      return { id, state: 'revoked' } as const;
    });
    this.keys.forget(id);
    return done;
  }
}
