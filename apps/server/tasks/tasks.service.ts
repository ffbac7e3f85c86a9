// A rep answers a task: the row and its audit are one commit.

import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import type { TaskState } from '#libs/tasks/task.js';
import { touchLeads } from '#libs/routing/awaited-answer.store.js';
import { answerTask } from '#libs/tasks/task.store.js';
import { ClockService } from '../clock/clock.service.js';
import type { ApiKey } from '../keys/keys.store.js';

export interface Answered {
  readonly id: string;
  readonly state: 'done' | 'dismissed';
}

@Injectable()
export class TasksService {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    private readonly clock: ClockService,
  ) {}

  /** @returns a state: it is that already, and nothing was done; null: there is none with this id */
  answer(id: string, as: Answered['state'], key: ApiKey): Promise<Answered | TaskState | null> {
    const ids = new IdBlocks();
    return inTransaction(this.pool, async (client) => {
      const at = this.clock.now();
      const found = await answerTask(client, id, as, key.name, at);
      if (found === null || typeof found === 'string') return found;
      const { rep, accountId, personId } = found;
      // A task that is done is the rep's touch of the lead.
      if (as === 'done' && rep !== null) await touchLeads(client, [{ rep, accountId, personId, at, what: 'task' }]);
      await ids.prepare(client, 1);
      const because = { by: 'api', name: key.name, details: { title: found.title } } as const;
      await saveChanges(client, [{ subject: found.subject, field: `task.${id}`, from: 'open', to: as, at, because }], ids.take);
      return { id, state: as };
    });
  }
}
