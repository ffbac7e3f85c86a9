// What a person decides about events that the tracking plan blocked: another look by the plan of today, through in spite of it, or
// given up. Back in the inbox they take the ordinary way; row, books and audit are one commit.

import { Inject, Injectable } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import { saveChanges } from '#libs/audit/audit.store.js';
import { sourceOf } from '#libs/connectors/registry.js';
import { inTransaction } from '#libs/database/transaction.store.js';
import { notify } from '#libs/database/wake.store.js';
import { type BlockedEvent, discardBlocked, lockBlocked, takeBlocked } from '#libs/ingest/blocked-event.store.js';
import { IdBlocks } from '#libs/ingest/id-block.store.js';
import { putBack } from '#libs/intake/put-back.store.js';
import type { TrackingPlan } from '#libs/language/tracking-plan.js';
import { checkEvent } from '#libs/traits/check-event.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { ClockService } from '../clock/clock.service.js';
import type { ApiKey } from '../keys/keys.store.js';

/** `check`: the plan of today decides; `pass`: through, whatever it says; `discard`: it stays without effect. */
export type BlockedDecision = 'check' | 'pass' | 'discard';

export interface DecidedEvent {
  readonly id: string;
  /** `still_blocked`: nothing was done, `notes` say why; `not_blocked`: there is none with this id that is blocked (any more). */
  readonly state: 'waiting' | 'discarded' | 'still_blocked' | 'not_blocked';
  readonly notes: readonly string[];
}

@Injectable()
export class BlockedEventsService {
  constructor(
    @Inject(Pool) private readonly pool: Pool,
    private readonly workspaces: WorkspacesService,
    private readonly clock: ClockService,
  ) {}

  /** @returns one answer an id, in their order */
  async decide(ids: readonly string[], as: BlockedDecision, reason: string | null, key: ApiKey): Promise<readonly DecidedEvent[]> {
    await this.clock.refresh();
    const blocks = new IdBlocks();
    return inTransaction(this.pool, async (client) => {
      const blocked = await lockBlocked(client, ids);
      const { plan } = (await this.workspaces.current(client)).workspace;
      const against = new Map(as === 'check' ? blocked.map((event) => [event.id, stillAgainst(event, plan)] as const) : []);
      const taken = blocked.filter(({ id }) => (against.get(id) ?? []).length === 0);
      await this.carryOut(client, taken, as);
      await blocks.prepare(client, taken.length);
      const to = { check: 'checked again', pass: 'let through', discard: 'discarded' }[as];
      const changes = taken.map(({ id, source }) => ({
        subject: { kind: 'setting', id } as const,
        field: 'blocked_event',
        from: 'blocked',
        to,
        at: this.clock.now(),
        because: { by: 'api', name: key.name, details: { source, ...(reason === null ? {} : { reason }) } } as const,
      }));
      await saveChanges(client, changes, blocks.take);
      const done = new Set(taken.map(({ id }) => id));
      return ids.map((id): DecidedEvent => {
        if (done.has(id)) return { id, state: as === 'discard' ? 'discarded' : 'waiting', notes: [] };
        const notes = against.get(id);
        return notes === undefined ? { id, state: 'not_blocked', notes: [] } : { id, state: 'still_blocked', notes };
      });
    });
  }

  private async carryOut(client: PoolClient, taken: readonly BlockedEvent[], as: BlockedDecision): Promise<void> {
    const ids = taken.map(({ id }) => id);
    if (as === 'discard') return discardBlocked(client, ids);
    await takeBlocked(client, ids);
    await putBack(client, taken, as);
    await notify(client, 'inbox');
  }
}

/** Why the plan would block it again; empty: it would not. What cannot be read any more is told by ingest, as a dead letter. */
export function stillAgainst(event: BlockedEvent, plan: TrackingPlan): readonly string[] {
  try {
    return sourceOf(event.source)
      .understand(event)
      .map((fact) => checkEvent(plan, fact))
      .flatMap(({ verdict, notes }) => (verdict === 'blocked' ? notes : []));
  } catch {
    return [];
  }
}
