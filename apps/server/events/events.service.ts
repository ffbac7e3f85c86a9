// Reads an event's bytes as its source does, and puts beside it what it caused.

import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { sourceOf } from '#libs/connectors/registry.js';
import { EventEffectsStore } from '#libs/reporting/event-effects.store.js';
import { WorkspacesService } from '#libs/workspaces/workspaces.service.js';
import { stillAgainst } from './blocked-events.service.js';
import { testOf } from './test-of.js';

interface Row {
  readonly source: string;
  readonly received_at: Date;
  readonly key: string;
  readonly body: Buffer;
  readonly person_id: string | null;
  readonly account_id: string | null;
  readonly deal_id: string | null;
}

@Injectable()
export class EventsService {
  constructor(
    private readonly pool: Pool,
    private readonly effects: EventEffectsStore,
    private readonly workspaces: WorkspacesService,
  ) {}

  /** Null: there is none with this id. */
  async story(id: string) {
    const { rows } = await this.pool.query<Row>(
      'select source, received_at, key, body, person_id, account_id, deal_id from event where id = $1 limit 1',
      [id],
    );
    const [row] = rows;
    if (row === undefined) return null;
    const { person_id: person, account_id: account, deal_id: deal } = row;
    const { plan } = (await this.workspaces.current()).workspace;
    const against = stillAgainst({ id, source: row.source, receivedAt: row.received_at.getTime(), key: row.key, body: row.body }, plan);
    return { ...understood(id, row), against, ...(await this.effects.read(id, { person, account, deal })) };
  }
}

function understood(id: string, { source, received_at: receivedAt, key, body }: Row) {
  try {
    const facts = sourceOf(source).understand({ id, source, receivedAt: receivedAt.getTime(), key, body });
    return {
      problem: null,
      as_test: facts[0] === undefined ? null : testOf(facts[0]),
      understood: facts.map(({ kind, name, at, person, account, properties, personTraits, accountTraits }) => ({
        kind,
        name,
        at,
        person,
        account,
        properties,
        person_traits: personTraits,
        account_traits: accountTraits,
      })),
    };
  } catch (error) {
    // A source of today may read less than the one that took it in.
    return { problem: error instanceof Error ? error.message : 'it cannot be read', as_test: null, understood: [] };
  }
}
